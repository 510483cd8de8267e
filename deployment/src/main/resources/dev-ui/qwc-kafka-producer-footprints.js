import { QwcHotReloadElement, html, css, nothing } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { notifier } from 'notifier';
import { repeat } from 'lit/directives/repeat.js';
import { footprintsEnabled } from 'build-time-data';
import '@vaadin/button';
import '@vaadin/icon';
import '@vaadin/select';
import '@vaadin/text-field';

/** As many as the server keeps. */
const MOST_SUCCESSES = 500;
const MOST_FAILURES = 200;

/** Rows on the page: with more of them an update would take longer than the pause before the next. */
const MOST_ROWS = 200;

const PAUSE_MILLIS = 250;

/** Asked for those after it, the server only counts. */
const NONE_AFTER = Number.MAX_SAFE_INTEGER;

const TYPES = [
    { label: 'All types', value: 'ALL' },
    { label: 'Failures', value: 'FAILURES' },
    { label: 'Debug', value: 'DEBUG' },
    { label: 'Info', value: 'INFO' },
    { label: 'Warning', value: 'WARNING' },
    { label: 'Error', value: 'ERROR' },
    { label: 'Critical', value: 'CRITICAL' }
];

const COLUMNS = 9;

/** Made once: to make one takes longer than to use it. */
const TIME = new Intl.DateTimeFormat(undefined,
    { hour12: false, hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

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
            box-sizing: border-box;
            color: var(--lumo-body-text-color);
        }
        .filter {
            display: flex;
            flex-wrap: wrap;
            align-items: baseline;
            gap: 0 var(--lumo-space-s);
        }
        .filter vaadin-select {
            width: 9em;
        }
        .filter vaadin-text-field {
            flex: 0 1 18em;
        }
        .counts {
            display: flex;
            flex-wrap: wrap;
            gap: 0 var(--lumo-space-m);
            font-size: var(--lumo-font-size-s);
        }
        .counts, .none, time {
            color: var(--lumo-secondary-text-color);
        }
        .link {
            all: unset;
            cursor: pointer;
            color: var(--lumo-primary-text-color);
        }
        .counts .failures:not([disabled]) {
            color: var(--lumo-error-text-color);
        }
        .link:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
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
        time, .type, .number {
            white-space: nowrap;
        }
        .number {
            text-align: right;
            font-variant-numeric: tabular-nums;
        }
        .type[data-type='INFO'] {
            color: var(--lumo-success-text-color);
        }
        .type[data-type='WARNING'] {
            color: var(--lumo-warning-text-color);
        }
        .type[data-type='ERROR'], .type[data-type='CRITICAL'], .reason {
            color: var(--lumo-error-text-color);
        }
        .producer, .topic, .key {
            max-width: 14em;
            overflow-wrap: anywhere;
        }
        .key {
            min-width: 6em;
        }
        .message {
            width: 40%;
            overflow-wrap: anywhere;
        }
        .link vaadin-icon {
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
        @media (max-width: 760px) {
            :host {
                padding: 0 var(--lumo-space-xs);
            }
            thead {
                display: none;
            }
            table, tbody, .details, .details td {
                display: block;
            }
            .details td:first-child {
                display: none;
            }
            tr.footprint {
                display: flex;
                flex-wrap: wrap;
                gap: 0 var(--lumo-space-s);
                padding: var(--lumo-space-xs) 0;
                border-bottom: 1px solid var(--lumo-contrast-10pct);
            }
            tr.footprint td {
                min-width: 0;
                padding: 0;
                border: 0;
                max-width: 100%;
            }
            tr.footprint td:empty {
                display: none;
            }
            td[data-label]::before {
                content: attr(data-label) ' ';
                color: var(--lumo-secondary-text-color);
            }
            tr.footprint .message {
                width: 100%;
            }
        }
    `;

    static properties = {
        _footprints: { state: true },
        _counts: { state: true },
        _open: { state: true },
        _type: { state: true },
        _text: { state: true },
        _record: { state: true },
        _paused: { state: true }
    };

    constructor() {
        super();
        this._forget();
        this._type = 'ALL';
        this._text = '';
        this._record = null;
        this._paused = false;
    }

    connectedCallback() {
        super.connectedCallback();
        this._record = this._recordOfLink();
        this.hotReload();
    }

    disconnectedCallback() {
        this._asking = null;
        super.disconnectedCallback();
    }

    hotReload() {
        if (!this._paused) {
            this._forget();
        }
        const asking = this._asking = {};
        this._ask(asking);
    }

    /** One question at a time, and the next one when the answer is on the screen: the page cannot fall behind. */
    async _ask(asking) {
        while (this._asking === asking) {
            if (!document.hidden) {
                const after = this._paused ? NONE_AFTER : this._last;
                let response;
                try {
                    response = await this.jsonRpc.footprints({ after });
                } catch (failed) {
                    // the application may be starting; it is asked again
                    console.debug('No footprints', failed);
                }
                if (this._asking !== asking) {
                    return;
                }
                if (response) {
                    this._take(response.result, after);
                }
                await this.updateComplete;
            }
            await new Promise(resolve => setTimeout(resolve, PAUSE_MILLIS));
        }
    }

    _take(answer, after) {
        this._counts = { total: answer.total, failures: answer.failures };
        if (answer.total < this._last) {
            this._forget();
        } else if (!this._paused && after === this._last) {
            this._last = answer.total;
            this._leftOut += after === 0 ? 0 : answer.leftOut;
            if (answer.footprints.length > 0) {
                this._add(answer.footprints);
            }
        }
    }

    _add(some) {
        const all = [...some.reverse(), ...this._footprints];
        let successes = 0;
        let failures = 0;
        this._footprints = all.filter(one => one.failure ? ++failures <= MOST_FAILURES : ++successes <= MOST_SUCCESSES);
        if (this._record) {
            const linked = some.filter(one => this._isWanted(one)).map(one => one.number);
            this._open = new Set([...this._open, ...linked]);
        }
    }

    _forget() {
        this._footprints = [];
        this._open = new Set();
        this._counts = { total: 0, failures: 0 };
        this._last = 0;
        this._leftOut = 0;
    }

    /** The page Send leads here with the record that it has sent. */
    _recordOfLink() {
        const parameters = new URLSearchParams(this.location?.search ?? window.location.search);
        if (!parameters.has('topic')) {
            return null;
        }
        const place = name => parameters.has(name) ? Number(parameters.get(name)) : null;
        return { topic: parameters.get('topic'), partition: place('partition'), offset: place('offset') };
    }

    render() {
        if (!footprintsEnabled) {
            return html`<span class="none">There are none: <code>quarkus.kafka-producer.footprint.enabled</code> is
                false.</span>`;
        }
        const wanted = this._footprints.filter(footprint => this._isWanted(footprint));
        const shown = wanted.slice(0, MOST_ROWS);
        return html`
            <div class="filter">
                <vaadin-select class="typeFilter" aria-label="Type" .items="${TYPES}" .value="${this._type}"
                    @value-changed="${event => this._type = event.detail.value}"></vaadin-select>
                <vaadin-text-field class="textFilter" placeholder="Text to look for" clear-button-visible
                    @value-changed="${event => this._text = event.detail.value.trim().toLowerCase()}">
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
                </vaadin-text-field>
                ${this._renderButton('pause', this._paused ? 'play' : 'pause', this._paused ? 'Resume' : 'Pause', this._pause)}
                ${this._renderButton('clear', 'trash-can', 'Clear', this._clear)}
                ${this._renderButton('copy', 'copy', 'Copy', () => this._copy(shown))}
            </div>
            <div class="counts">
                <span class="shown">${shown.length} of the latest ${this._footprints.length}</span>
                <span class="total">${this._number(this._counts.total)} since the start</span>
                <button class="link failures" ?disabled="${this._counts.failures === 0}"
                    @click="${() => this._type = 'FAILURES'}">${this._number(this._counts.failures)}
                    ${this._counts.failures === 1 ? 'failure' : 'failures'}</button>
                ${this._leftOut > 0 ? html`<span class="leftOut">${this._number(this._leftOut)} came too fast to be
                    listed</span>` : nothing}
                ${this._paused ? html`<span class="new">${this._number(this._counts.total - this._last)} new while paused</span>` : nothing}
                ${this._record ? html`<span class="record">only ${this._place(this._record)}
                    <button class="link all" @click="${() => this._record = null}">show all</button></span>` : nothing}
            </div>
            <div class="list">
                <table>
                    <thead><tr><th></th><th>Time</th><th>Type</th><th>Producer</th><th>Topic</th><th>Key</th>
                        <th class="number">Offset</th><th class="number">Duration</th><th class="message">Message</th></tr></thead>
                    <tbody>${repeat(shown, footprint => footprint.number, footprint => this._renderFootprint(footprint))}</tbody>
                </table>
                ${shown.length === 0 ? html`<p class="none">${this._footprints.length === 0 ? 'None so far' : 'None of this kind'}</p>` : nothing}
            </div>`;
    }

    _renderButton(name, icon, label, click) {
        return html`
            <vaadin-button class="${name}" theme="small" @click="${click}">
                <vaadin-icon icon="font-awesome-solid:${icon}" slot="prefix"></vaadin-icon>${label}
            </vaadin-button>`;
    }

    _pause() {
        this._paused = !this._paused;
    }

    _clear() {
        this.jsonRpc.clearFootprints().then(response => {
            this._forget();
            this._take(response.result, 0);
        }).catch(response => notifier.showErrorMessage(response?.error?.message ?? String(response)));
    }

    /** One JSON text a line. */
    async _copy(some) {
        const lines = some.map(({ timestamp, type, subject, controller, message, payload }) =>
            JSON.stringify({ timestamp, type, subject, controller, message, payload }));
        try {
            await navigator.clipboard.writeText(lines.join('\n'));
            notifier.showInfoMessage(`${lines.length} footprints copied`);
        } catch (refused) {
            notifier.showErrorMessage('The browser does not allow this page to copy: open it at localhost or by HTTPS');
        }
    }

    _isWanted(footprint) {
        return (this._type === 'ALL' || footprint.type === this._type || this._type === 'FAILURES' && footprint.failure)
            && (this._record === null || this._isOf(this._record, footprint))
            && (this._text === '' || this._searched(footprint).includes(this._text));
    }

    _isOf(record, footprint) {
        return (footprint.topic ? footprint.topic === record.topic : footprint.message.includes(record.topic))
            && (record.offset === null ? footprint.failure
                : footprint.offset === record.offset && footprint.partition === record.partition);
    }

    _searched(footprint) {
        footprint.searched ??= [footprint.subject, footprint.message, footprint.controller, JSON.stringify(footprint.payload)]
            .join('\n').toLowerCase();
        return footprint.searched;
    }

    _renderFootprint(footprint) {
        const open = this._open.has(footprint.number);
        return html`
            <tr class="footprint" data-number="${footprint.number}" data-type="${footprint.type}">
                <td><button class="link opener" aria-expanded="${open}" aria-label="Details"
                        @click="${() => this._toggle(footprint.number)}">
                    <vaadin-icon icon="font-awesome-solid:${open ? 'chevron-down' : 'chevron-right'}"></vaadin-icon>
                </button></td>
                <td><time datetime="${footprint.timestamp}">${this._time(footprint.timestamp)}</time></td>
                <td class="type" data-type="${footprint.type}">${footprint.type.toLowerCase()}</td>
                <td class="producer" data-label="producer">${footprint.producer ?? nothing}</td>
                <td class="topic" data-label="topic">${footprint.topic ?? nothing}</td>
                <td class="key" data-label="key">${footprint.key ?? nothing}</td>
                <td class="number offset" data-label="offset"
                    title="${footprint.partition == null ? nothing : 'partition ' + footprint.partition}">${footprint.offset ?? nothing}</td>
                <td class="number duration" data-label="took">${footprint.duration == null ? nothing : this._duration(footprint.duration)}</td>
                <td class="message">${footprint.message}${footprint.reason ? html`<div class="reason">${footprint.reason}</div>` : nothing}</td>
            </tr>
            ${open ? html`<tr class="details"><td></td><td colspan="${COLUMNS - 1}">${this._renderDetails(footprint)}</td></tr>` : nothing}`;
    }

    _toggle(number) {
        const open = new Set(this._open);
        if (!open.delete(number)) {
            open.add(number);
        }
        this._open = open;
    }

    _time(timestamp) {
        return TIME.format(new Date(timestamp));
    }

    _duration(milliseconds) {
        return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
    }

    _number(count) {
        return count.toLocaleString('en');
    }

    _place(record) {
        return record.offset === null ? `failures of topic ${record.topic}`
            : `topic ${record.topic}, partition ${record.partition}, offset ${record.offset}`;
    }

    _renderDetails(footprint) {
        const { error, ...others } = footprint.payload;
        const isError = error !== null && typeof error === 'object' && Array.isArray(error.traceback);
        const shown = isError ? others : footprint.payload;
        return html`
            <dl>
                <dt>subject</dt><dd>${footprint.subject}</dd>
                <dt>controller</dt><dd>${footprint.controller}</dd>
                ${Object.entries(shown).map(([name, value]) => html`<dt>${name}</dt><dd>${this._asText(value)}</dd>`)}
            </dl>
            ${isError ? html`<pre class="traceback">${this._traceback(error)}</pre>` : nothing}`;
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
