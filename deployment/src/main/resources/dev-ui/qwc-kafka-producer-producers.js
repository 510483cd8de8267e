import { QwcHotReloadElement, html, css, nothing } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { repeat } from 'lit/directives/repeat.js';
import '@qomponent/qui-badge';
import '@vaadin/details';
import '@vaadin/progress-bar';
import './qwc-kafka-producer-chart.js';

const EVERY_MILLIS = 1000;

/** Of a value in the charts. */
const SLOT_SECONDS = 2;

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
            box-sizing: border-box;
        }
        .producer {
            min-width: 0;
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-l);
            padding: var(--lumo-space-m);
        }
        h3 {
            margin: 0;
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: 0 var(--lumo-space-m);
            font-size: var(--lumo-font-size-l);
            color: var(--lumo-header-text-color);
        }
        .from, .none, dt, caption {
            color: var(--lumo-secondary-text-color);
        }
        .from, .problem, .lastFailure {
            overflow-wrap: anywhere;
        }
        .problem, .lastFailure .why, .failedSome {
            color: var(--lumo-error-text-color);
        }
        .charts {
            display: grid;
            grid-template-columns: repeat(auto-fit, minmax(min(100%, 22em), 1fr));
            gap: var(--lumo-space-s) var(--lumo-space-m);
            margin: var(--lumo-space-s) 0;
        }
        .wide {
            overflow-x: auto;
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
        .topics th {
            padding: 0 var(--lumo-space-m) 2px 0;
            text-align: left;
            font-weight: 600;
            color: var(--lumo-secondary-text-color);
        }
        .topics td {
            overflow-wrap: normal;
        }
        .topics .count {
            text-align: right;
            font-variant-numeric: tabular-nums;
        }
        .type {
            display: block;
        }
        @media (max-width: 760px) {
            :host {
                padding: var(--lumo-space-xs);
            }
            .producer {
                padding: var(--lumo-space-s);
            }
        }
    `;

    static properties = {
        _producers: { state: true }
    };

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
        this._timer = setInterval(() => this._ask(), EVERY_MILLIS);
    }

    disconnectedCallback() {
        clearInterval(this._timer);
        super.disconnectedCallback();
    }

    hotReload() {
        this._asked = null;
        this._ask();
    }

    /** Not before the last answer, unless the connection that it should come by is lost. */
    _ask() {
        if (this._asked || document.hidden) {
            return;
        }
        const asked = this._asked = this.jsonRpc.producers();
        asked.then(response => {
            this._producers = response.result;
        }).catch(failed => {
            // the application may be starting; it is asked again
            console.debug('No producers', failed);
        }).finally(() => {
            if (this._asked === asked) {
                this._asked = null;
            }
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
                    ${producer.madeByHand ? html`<qui-badge small><span>${this._maker(producer)}</span></qui-badge>` : nothing}
                </h3>
                <div class="from">client id <code class="clientId">${producer.clientId}</code> at
                    <code class="servers">${producer.servers}</code></div>
                ${producer.problem ? html`<div class="problem">${producer.problem}</div>` : nothing}
                ${this._renderLastFailure(producer.lastFailure)}
                <dl>
                    ${this._renderFigure('sent', 'Sent', this._number(producer.sent))}
                    ${this._renderFigure('failed', 'Failed', this._number(producer.failed))}
                    ${this._renderFigure('pending', 'Pending', this._number(producer.pending))}
                    ${this._renderFigure('p50', 'p50', this._milliseconds(producer.p50))}
                    ${this._renderFigure('p99', 'p99', this._milliseconds(producer.p99))}
                </dl>
                ${producer.series.length === 0 ? nothing : html`
                    <div class="charts">
                        <qwc-kafka-producer-chart class="sends" name="Sends a second" unit="a second"
                            .slotSeconds="${SLOT_SECONDS}" .lines="${this._sends(producer.series)}"></qwc-kafka-producer-chart>
                        ${this._renderLatency(producer.series)}
                    </div>`}
                ${this._renderTopics(producer.topics)}
                <vaadin-details summary="Settings">
                    <div class="settings">
                        ${this._renderSettings('Of the producer', producer.settings)}
                        ${this._renderSettings('Of its Kafka client', producer.properties)}
                    </div>
                </vaadin-details>
            </section>`;
    }

    /** The outbox gives its producers such client ids. */
    _maker(producer) {
        return /-outbox(-\d+)?$/.test(producer.clientId) ? 'of the outbox' : 'made by newProducer()';
    }

    _renderFigure(name, label, value) {
        return html`<div><dt>${label}</dt><dd class="${name}">${value}</dd></div>`;
    }

    _milliseconds(value) {
        if (value === null || value === undefined) {
            return '–';
        }
        return value < 1000 ? `${value.toFixed(2)} ms` : `${(value / 1000).toFixed(1)} s`;
    }

    _number(count) {
        return count.toLocaleString('en');
    }

    _renderLastFailure(failure) {
        return failure ? html`
            <div class="lastFailure">Last failure at ${new Date(failure.timestamp).toLocaleTimeString()}:
                <span class="why">${failure.message}${failure.cause ? html` (${failure.cause})` : nothing}</span>
            </div>` : nothing;
    }

    _sends(series) {
        const failures = series[0].failures.map((value, slot) => series.reduce((sum, one) => sum + one.failures[slot], 0));
        const lines = series.map(one => ({ topic: one.topic, name: one.topic, values: one.sends }));
        return failures.some(value => value > 0) ? [...lines, { name: 'failed', values: failures, failure: true }] : lines;
    }

    _renderLatency(series) {
        return series.some(one => one.p50.some(value => value !== null)) ? html`
            <qwc-kafka-producer-chart class="latency" name="Latency in milliseconds: p50, and p99 in dashes" unit="ms"
                .slotSeconds="${SLOT_SECONDS}" .lines="${this._latency(series)}"></qwc-kafka-producer-chart>` : nothing;
    }

    _latency(series) {
        return series.flatMap(one => [
            { topic: one.topic, name: one.topic, values: one.p50 },
            { topic: one.topic, name: one.topic, values: one.p99, dashed: true }
        ]);
    }

    _renderTopics(topics) {
        return topics.length === 0 ? nothing : html`
            <div class="wide">
                <table class="topics">
                    <thead><tr><th>Topic</th><th>Carries</th><th class="count">Sent</th><th class="count">Failed</th></tr></thead>
                    <tbody>${topics.map(topic => html`
                        <tr data-topic="${topic.topic}">
                            <td>${topic.topic} ${topic.declared ? html`<qui-badge small><span>declared</span></qui-badge>` : nothing}</td>
                            <td>${topic.types.map(type => html`<span class="type" title="${type}">${this._short(type)}</span>`)}</td>
                            <td class="count">${this._number(topic.sent)}</td>
                            <td class="count ${topic.failed > 0 ? 'failedSome' : ''}">${this._number(topic.failed)}</td>
                        </tr>`)}
                    </tbody>
                </table>
            </div>`;
    }

    /** Without packages. */
    _short(type) {
        return type.replace(/[\w$]+\./g, '').replaceAll('$', '.');
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
