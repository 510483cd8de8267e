import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { repeat } from 'lit/directives/repeat.js';
import '@qomponent/qui-badge';
import '@vaadin/details';
import '@vaadin/progress-bar';

const EVERY_MILLIS = 1000;

const STATES = {
    NOT_USED: { text: 'not used yet', level: 'contrast' },
    CONNECTED: { text: 'connected', level: 'success' },
    NO_CONNECTION: { text: 'no connection', level: 'error' }
};

/** The producers that are open, and how their sends went. */
export class QwcKafkaProducerProducers extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this, false);

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            gap: var(--lumo-space-m);
            padding: var(--lumo-space-m);
            color: var(--lumo-body-text-color);
            overflow: auto;
        }
        .producer {
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-l);
            padding: var(--lumo-space-m);
        }
        h3 {
            margin: 0;
            display: flex;
            align-items: center;
            gap: var(--lumo-space-m);
            font-size: var(--lumo-font-size-l);
            color: var(--lumo-header-text-color);
        }
        .from, .none, dt, caption {
            color: var(--lumo-secondary-text-color);
        }
        .problem {
            color: var(--lumo-error-text-color);
        }
        dl {
            display: flex;
            flex-wrap: wrap;
            gap: var(--lumo-space-s) var(--lumo-space-xl);
            margin: var(--lumo-space-s) 0;
        }
        dt {
            font-size: var(--lumo-font-size-s);
        }
        dd {
            margin: 0;
            font-size: var(--lumo-font-size-l);
            font-variant-numeric: tabular-nums;
        }
        .settings {
            display: flex;
            flex-wrap: wrap;
            align-items: flex-start;
            gap: var(--lumo-space-xl);
        }
        table {
            border-collapse: collapse;
            font-size: var(--lumo-font-size-s);
        }
        caption {
            text-align: left;
            padding-bottom: var(--lumo-space-xs);
        }
        td {
            padding: 2px var(--lumo-space-m) 2px 0;
            vertical-align: top;
            border-top: 1px solid var(--lumo-contrast-10pct);
            font-family: var(--quarkus-font-mono, monospace);
            overflow-wrap: anywhere;
        }
        td:first-child {
            white-space: nowrap;
        }
    `;

    static properties = {
        _producers: { state: true }
    };

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
        this._timer = setInterval(() => this.hotReload(), EVERY_MILLIS);
    }

    disconnectedCallback() {
        clearInterval(this._timer);
        super.disconnectedCallback();
    }

    hotReload() {
        this.jsonRpc.producers().then(response => {
            this._producers = response.result;
        });
    }

    render() {
        if (!this._producers) {
            return html`<vaadin-progress-bar indeterminate></vaadin-progress-bar>`;
        }
        if (this._producers.length === 0) {
            return html`<span class="none">The application has no producer: it injects none, and no brokers are configured
                for one.</span>`;
        }
        return repeat(this._producers, producer => producer.clientId, producer => this._renderProducer(producer));
    }

    _renderProducer(producer) {
        const state = STATES[producer.state];
        return html`
            <section class="producer" data-producer="${producer.name}">
                <h3>${producer.name}
                    <qui-badge class="state" level="${state.level}" small><span>${state.text}</span></qui-badge>
                    ${producer.madeByHand ? html`<qui-badge small><span>made by newProducer()</span></qui-badge>` : ''}
                </h3>
                <div class="from">client id <code class="clientId">${producer.clientId}</code> at
                    <code class="servers">${producer.servers}</code></div>
                ${producer.problem ? html`<div class="problem">${producer.problem}</div>` : ''}
                <dl>
                    ${this._renderFigure('sent', 'Sent', producer.sent)}
                    ${this._renderFigure('failed', 'Failed', producer.failed)}
                    ${this._renderFigure('pending', 'Pending', producer.pending)}
                    ${this._renderFigure('p50', 'p50', this._milliseconds(producer.p50))}
                    ${this._renderFigure('p99', 'p99', this._milliseconds(producer.p99))}
                </dl>
                <vaadin-details summary="Settings">
                    <div class="settings">
                        ${this._renderSettings('Of the producer', producer.settings)}
                        ${this._renderSettings('Of its Kafka client', producer.properties)}
                    </div>
                </vaadin-details>
            </section>`;
    }

    _renderFigure(name, label, value) {
        return html`<div><dt>${label}</dt><dd class="${name}">${value}</dd></div>`;
    }

    _milliseconds(value) {
        return value === null || value === undefined ? '–' : `${value.toFixed(2)} ms`;
    }

    _renderSettings(title, settings) {
        return html`
            <table>
                <caption>${title}</caption>
                <tbody>${Object.entries(settings).map(([name, value]) => html`
                    <tr><td>${name}</td><td>${value}</td></tr>`)}
                </tbody>
            </table>`;
    }
}
customElements.define('qwc-kafka-producer-producers', QwcKafkaProducerProducers);
