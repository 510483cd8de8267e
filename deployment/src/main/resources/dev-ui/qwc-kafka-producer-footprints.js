import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { repeat } from 'lit/directives/repeat.js';
import { footprintsEnabled } from 'build-time-data';
import '@qomponent/qui-badge';
import '@vaadin/icon';
import '@vaadin/select';
import '@vaadin/text-field';

const MOST = 500;

const TYPES = [
    { label: 'All types', value: 'ALL' },
    { label: 'Debug', value: 'DEBUG' },
    { label: 'Info', value: 'INFO' },
    { label: 'Warning', value: 'WARNING' },
    { label: 'Error', value: 'ERROR' },
    { label: 'Critical', value: 'CRITICAL' }
];

const LEVELS = { DEBUG: 'contrast', INFO: 'success', WARNING: 'warning', ERROR: 'error', CRITICAL: 'error' };

/** The latest footprints, the newest first. */
export class QwcKafkaProducerFootprints extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this, false);

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            gap: var(--lumo-space-s);
            height: 100%;
            padding: 0 var(--lumo-space-m);
            color: var(--lumo-body-text-color);
        }
        .filter {
            display: flex;
            align-items: baseline;
            gap: var(--lumo-space-m);
        }
        .filter vaadin-text-field {
            flex: 0 1 24em;
        }
        .shown, .none, time {
            color: var(--lumo-secondary-text-color);
        }
        .list {
            flex: 1;
            overflow: auto;
        }
        table {
            width: 100%;
            border-collapse: collapse;
            font-size: var(--lumo-font-size-s);
        }
        th {
            position: sticky;
            top: 0;
            text-align: left;
            font-weight: 600;
            color: var(--lumo-secondary-text-color);
            background: var(--lumo-base-color);
        }
        th, td {
            padding: var(--lumo-space-xs) var(--lumo-space-s);
            vertical-align: top;
            border-bottom: 1px solid var(--lumo-contrast-10pct);
        }
        time, .subject, .type {
            white-space: nowrap;
        }
        .message {
            width: 100%;
            overflow-wrap: anywhere;
        }
        .opener {
            all: unset;
            cursor: pointer;
            color: var(--lumo-primary-text-color);
        }
        .opener:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
        }
        .opener vaadin-icon {
            width: 1em;
            height: 1em;
        }
        .details td {
            background: var(--lumo-contrast-5pct);
        }
        .details dl {
            display: grid;
            grid-template-columns: max-content 1fr;
            gap: 2px var(--lumo-space-m);
            margin: 0;
        }
        .details dd {
            margin: 0;
            overflow-wrap: anywhere;
        }
        .details dt {
            color: var(--lumo-secondary-text-color);
        }
        .traceback {
            margin: var(--lumo-space-s) 0 0 0;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
            color: var(--lumo-error-text-color);
        }
    `;

    static properties = {
        _footprints: { state: true },
        _open: { state: true },
        _type: { state: true },
        _text: { state: true }
    };

    constructor() {
        super();
        this._footprints = [];
        this._open = new Set();
        this._type = 'ALL';
        this._text = '';
    }

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    disconnectedCallback() {
        this._stream?.cancel();
        super.disconnectedCallback();
    }

    hotReload() {
        this._stream?.cancel();
        this._footprints = [];
        this._open = new Set();
        this._stream = this.jsonRpc.footprints().onNext(response => this._add(response.result));
    }

    _add(some) {
        // a stream that the server starts again begins with those that are here already
        const last = this._footprints.length > 0 ? this._footprints[0].number : 0;
        const added = some.filter(footprint => footprint.number > last).reverse();
        this._footprints = [...added, ...this._footprints].slice(0, MOST);
    }

    render() {
        if (!footprintsEnabled) {
            return html`<span class="none">There are none: <code>quarkus.kafka-producer.footprint.enabled</code> is
                false.</span>`;
        }
        const shown = this._footprints.filter(footprint => this._isWanted(footprint));
        return html`
            <div class="filter">
                <vaadin-select class="typeFilter" aria-label="Type" .items="${TYPES}" .value="${this._type}"
                    @value-changed="${event => this._type = event.detail.value}"></vaadin-select>
                <vaadin-text-field class="textFilter" placeholder="Text to look for" clear-button-visible
                    @value-changed="${event => this._text = event.detail.value.trim().toLowerCase()}">
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
                </vaadin-text-field>
                <span class="shown">${shown.length} of the latest ${this._footprints.length}</span>
            </div>
            <div class="list">
                <table>
                    <thead><tr><th></th><th>Time</th><th>Type</th><th>Subject</th><th class="message">Message</th></tr></thead>
                    <tbody>${repeat(shown, footprint => footprint.number, footprint => this._renderFootprint(footprint))}</tbody>
                </table>
                ${shown.length === 0 ? html`<p class="none">${this._footprints.length === 0 ? 'None so far' : 'None of this kind'}</p>` : ''}
            </div>`;
    }

    _isWanted(footprint) {
        return (this._type === 'ALL' || footprint.type === this._type)
            && (this._text === '' || this._searched(footprint).includes(this._text));
    }

    _searched(footprint) {
        return [footprint.subject, footprint.message, footprint.controller, JSON.stringify(footprint.payload)].join('\n')
            .toLowerCase();
    }

    _renderFootprint(footprint) {
        const open = this._open.has(footprint.number);
        return html`
            <tr class="footprint" data-number="${footprint.number}" data-type="${footprint.type}">
                <td><button class="opener" aria-expanded="${open}" aria-label="Details"
                        @click="${() => this._toggle(footprint.number)}">
                    <vaadin-icon icon="font-awesome-solid:${open ? 'chevron-down' : 'chevron-right'}"></vaadin-icon>
                </button></td>
                <td><time datetime="${footprint.timestamp}">${this._time(footprint.timestamp)}</time></td>
                <td class="type"><qui-badge level="${LEVELS[footprint.type]}" small><span>${footprint.type.toLowerCase()}</span></qui-badge></td>
                <td class="subject">${footprint.subject}</td>
                <td class="message">${footprint.message}</td>
            </tr>
            ${open ? html`<tr class="details"><td></td><td colspan="4">${this._renderDetails(footprint)}</td></tr>` : ''}`;
    }

    _toggle(number) {
        const open = new Set(this._open);
        if (!open.delete(number)) {
            open.add(number);
        }
        this._open = open;
    }

    _time(timestamp) {
        return new Date(timestamp).toLocaleTimeString(undefined,
            { hour12: false, hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
    }

    _renderDetails(footprint) {
        const { error, ...others } = footprint.payload;
        const isError = error !== null && typeof error === 'object' && Array.isArray(error.traceback);
        const shown = isError ? others : footprint.payload;
        return html`
            <dl>
                <dt>controller</dt><dd>${footprint.controller}</dd>
                ${Object.entries(shown).map(([name, value]) => html`<dt>${name}</dt><dd>${this._asText(value)}</dd>`)}
            </dl>
            ${isError ? html`<pre class="traceback">${this._traceback(error)}</pre>` : ''}`;
    }

    _asText(value) {
        return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
    }

    _traceback(error) {
        const lines = [];
        for (let one = error; one; one = one.cause) {
            lines.push(`${one === error ? '' : 'Caused by: '}${one.type}: ${one.message}`);
            one.traceback.forEach(frame => lines.push(`    at ${frame.function} (${this._source(frame)})`));
        }
        return lines.join('\n');
    }

    _source(frame) {
        return frame.filename ? `${frame.filename}:${frame.line}` : 'unknown source';
    }
}
customElements.define('qwc-kafka-producer-footprints', QwcKafkaProducerFootprints);
