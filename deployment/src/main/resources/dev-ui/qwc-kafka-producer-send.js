import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';
import '@vaadin/checkbox';
import '@vaadin/icon';
import '@vaadin/select';
import '@vaadin/text-area';
import '@vaadin/text-field';

/** A form that sends one message. */
export class QwcKafkaProducerSend extends QwcHotReloadElement {

    // what is sent has no place in the log of the Dev UI
    jsonRpc = new JsonRpc(this, false);

    static styles = css`
        :host {
            display: flex;
            flex-wrap: wrap;
            align-items: flex-start;
            gap: var(--lumo-space-xl);
            padding: 0 var(--lumo-space-m) var(--lumo-space-m);
            color: var(--lumo-body-text-color);
            overflow: auto;
        }
        .form {
            display: flex;
            flex-direction: column;
            gap: var(--lumo-space-xs);
            flex: 1 1 26em;
            max-width: 44em;
        }
        .row {
            display: flex;
            align-items: baseline;
            gap: var(--lumo-space-s);
        }
        .row > vaadin-text-field, .row > vaadin-select {
            flex: 1;
        }
        vaadin-text-area {
            min-height: 10em;
            font-family: var(--quarkus-font-mono, monospace);
        }
        .label {
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        .result {
            flex: 1 1 22em;
            max-width: 44em;
            margin-top: var(--lumo-space-l);
            padding: var(--lumo-space-m);
            border-radius: var(--lumo-border-radius-l);
        }
        .acknowledged {
            background: var(--lumo-success-color-10pct);
        }
        .failed {
            background: var(--lumo-error-color-10pct);
        }
        .result h3 {
            margin: 0 0 var(--lumo-space-s);
        }
        .acknowledged h3 {
            color: var(--lumo-success-text-color);
        }
        .failed h3 {
            color: var(--lumo-error-text-color);
        }
        dl {
            display: grid;
            grid-template-columns: max-content 1fr;
            gap: var(--lumo-space-xs) var(--lumo-space-m);
            margin: 0;
        }
        dt {
            color: var(--lumo-secondary-text-color);
        }
        dd {
            margin: 0;
            overflow-wrap: anywhere;
        }
    `;

    static properties = {
        _producers: { state: true },
        _producer: { state: true },
        _topic: { state: true },
        _key: { state: true },
        _headers: { state: true },
        _value: { state: true },
        _tombstone: { state: true },
        _sending: { state: true },
        _result: { state: true }
    };

    constructor() {
        super();
        this._producers = [];
        this._producer = '';
        this._topic = '';
        this._key = '';
        this._headers = [];
        this._value = '{}';
        this._tombstone = false;
        this._sending = false;
        this._result = null;
    }

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    hotReload() {
        // what was on its way when the application was started again is not answered
        this._sending = false;
        this.jsonRpc.producers().then(response => {
            this._producers = response.result.filter(producer => !producer.madeByHand)
                .map(producer => ({ label: producer.name, value: producer.name }));
            if (!this._producers.some(producer => producer.value === this._producer)) {
                this._producer = this._producers.length > 0 ? this._producers[0].value : '';
            }
        });
    }

    render() {
        const wrong = this._wrongValue();
        return html`
            <div class="form">
                <div class="row">
                    <vaadin-select class="producer" label="Producer" .items="${this._producers}" .value="${this._producer}"
                        @value-changed="${event => this._producer = event.detail.value}"></vaadin-select>
                    <vaadin-text-field class="topic" label="Topic" required .value="${this._topic}"
                        @value-changed="${event => this._topic = event.detail.value}"></vaadin-text-field>
                </div>
                <vaadin-text-field class="key" label="Key" placeholder="none" .value="${this._key}"
                    @value-changed="${event => this._key = event.detail.value}"></vaadin-text-field>
                <span class="label">Headers</span>
                ${this._headers.map((header, index) => this._renderHeader(header, index))}
                <div>
                    <vaadin-button class="addHeader" theme="small" @click="${this._addHeader}">
                        <vaadin-icon icon="font-awesome-solid:plus" slot="prefix"></vaadin-icon>Add a header
                    </vaadin-button>
                </div>
                <vaadin-text-area class="value" label="Value, as JSON" .value="${this._value}" ?disabled="${this._tombstone}"
                    manual-validation .invalid="${wrong !== null}" .errorMessage="${wrong ?? ''}"
                    @value-changed="${event => this._value = event.detail.value}"></vaadin-text-area>
                <vaadin-checkbox class="tombstone" label="No value: a tombstone" .checked="${this._tombstone}"
                    @checked-changed="${event => this._tombstone = event.detail.value}"></vaadin-checkbox>
                <div>
                    <vaadin-button class="send" theme="primary" @click="${this._send}"
                        ?disabled="${wrong !== null || this._sending || this._topic === '' || this._producer === ''}">
                        <vaadin-icon icon="font-awesome-solid:paper-plane" slot="prefix"></vaadin-icon>
                        ${this._sending ? 'Sending…' : 'Send'}
                    </vaadin-button>
                </div>
            </div>
            ${this._renderResult()}`;
    }

    _renderHeader(header, index) {
        return html`
            <div class="row header">
                <vaadin-text-field class="headerName" placeholder="Name" .value="${header.name}"
                    @value-changed="${event => header.name = event.detail.value}"></vaadin-text-field>
                <vaadin-text-field class="headerValue" placeholder="Value" .value="${header.value}"
                    @value-changed="${event => header.value = event.detail.value}"></vaadin-text-field>
                <vaadin-button theme="icon tertiary" aria-label="Remove this header"
                    @click="${() => this._headers = this._headers.filter((one, at) => at !== index)}">
                    <vaadin-icon icon="font-awesome-solid:trash-can"></vaadin-icon>
                </vaadin-button>
            </div>`;
    }

    _addHeader() {
        this._headers = [...this._headers, { name: '', value: '' }];
    }

    /** Why it cannot be sent, or null. */
    _wrongValue() {
        if (this._tombstone) {
            return null;
        }
        try {
            JSON.parse(this._value);
            return null;
        } catch (e) {
            return this._value.trim() === '' ? 'Empty: it should be JSON' : e.message;
        }
    }

    _send() {
        this._sending = true;
        this._result = null;
        this.jsonRpc.send({
            message: {
                producer: this._producer,
                topic: this._topic,
                key: this._key === '' ? null : this._key,
                headers: this._headers.filter(header => header.name !== ''),
                value: this._tombstone ? null : this._value
            }
        }).then(response => {
            this._result = response.result;
        }).catch(response => {
            this._result = { failure: { type: 'Dev UI', message: response?.error?.message ?? String(response) } };
        }).finally(() => {
            this._sending = false;
        });
    }

    _renderResult() {
        if (!this._result) {
            return '';
        }
        const { acknowledgment, failure } = this._result;
        return acknowledgment ? html`
            <section class="result acknowledged">
                <h3>Acknowledged</h3>
                <dl>
                    <dt>topic</dt><dd class="ackTopic">${acknowledgment.topic}</dd>
                    <dt>partition</dt><dd class="ackPartition">${acknowledgment.partition}</dd>
                    <dt>offset</dt><dd class="ackOffset">${acknowledgment.offset}</dd>
                    <dt>took</dt><dd class="ackMilliseconds">${acknowledgment.milliseconds.toFixed(2)} ms</dd>
                </dl>
            </section>` : html`
            <section class="result failed">
                <h3>Failed</h3>
                <dl>
                    <dt>error</dt><dd class="failureType">${failure.type}</dd>
                    <dt>message</dt><dd class="failureMessage">${failure.message}</dd>
                    <dt>outcome</dt><dd class="failureOutcome">${failure.outcome}</dd>
                    <dt>retriable</dt><dd class="failureRetriable">${failure.retriable}</dd>
                </dl>
            </section>`;
    }
}
customElements.define('qwc-kafka-producer-send', QwcKafkaProducerSend);
