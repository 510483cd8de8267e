import { QwcHotReloadElement, html, css, nothing } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { connectionState } from 'connection-state';
import '@vaadin/button';
import '@vaadin/checkbox';
import '@vaadin/combo-box';
import '@vaadin/icon';
import '@vaadin/select';
import '@vaadin/text-area';
import '@vaadin/text-field';

/** Of a call, beside the message. */
const ENVELOPE_BYTES = 256;

const UTF_8 = new TextEncoder();

const NO_VALUE = '{}';

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
            box-sizing: border-box;
        }
        .form {
            min-width: 0;
            display: flex;
            flex-direction: column;
            gap: var(--lumo-space-xs);
            flex: 1 1 min(26em, 100%);
            max-width: 44em;
        }
        .row {
            display: flex;
            align-items: baseline;
            gap: var(--lumo-space-s);
        }
        .row > vaadin-text-field, .row > vaadin-select, .row > vaadin-combo-box {
            flex: 1;
            min-width: 0;
        }
        vaadin-text-area {
            min-height: 10em;
            max-height: 32em;
            font-family: var(--quarkus-font-mono, monospace);
        }
        .label {
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        .result {
            flex: 1 1 min(22em, 100%);
            box-sizing: border-box;
            min-width: 0;
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
        .result a {
            color: var(--lumo-primary-text-color);
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
        _form: { state: true },
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
        this._form = null;
        this._producer = '';
        this._topic = '';
        this._key = '';
        this._headers = [];
        this._value = NO_VALUE;
        this._sample = NO_VALUE;
        this._tombstone = false;
        this._sending = null;
        this._result = null;
    }

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    hotReload() {
        this.jsonRpc.form().then(response => {
            this._form = response.result;
            const producers = Object.keys(this._form.topics);
            if (!producers.includes(this._producer)) {
                this._producer = producers[0] ?? '';
            }
        }).catch(failed => {
            // the application may be starting; it says when it has
            console.debug('No form', failed);
        });
    }

    _connectionStateChange() {
        super._connectionStateChange();
        if (!connectionState.current.isConnected && this._sending) {
            this._end(this._sending, this._failure('The connection to the application was lost, or it was started again, before '
                + 'the answer came. Look into the topic before you send the record again.', 'UNKNOWN'));
        }
    }

    render() {
        const wrong = this._wrongValue();
        const producers = Object.keys(this._form?.topics ?? {}).map(name => ({ label: name, value: name }));
        const suggested = this._form?.topics[this._producer] ?? [];
        const known = suggested.find(one => one.topic === this._topic);
        return html`
            <div class="form">
                <div class="row">
                    <vaadin-select class="producer" label="Producer" .items="${producers}" .value="${this._producer}"
                        @value-changed="${event => this._producer = event.detail.value}"></vaadin-select>
                    <vaadin-combo-box class="topic" label="Topic" required allow-custom-value
                        .items="${suggested.map(one => one.topic)}" helper-text="${this._aboutTopic(known)}"
                        @input="${event => this._topic = event.target.value}"
                        @value-changed="${event => this._chooseTopic(event.detail.value)}"></vaadin-combo-box>
                </div>
                ${(known?.types.length ?? 0) === 0 ? nothing : html`<div>${known.types.map(type => html`
                    <vaadin-button class="sample" theme="small tertiary" title="${type}"
                        @click="${() => this._fillIn(type)}">Sample of ${this._short(type)}</vaadin-button>`)}</div>`}
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
                        ?disabled="${wrong !== null || this._sending !== null || this._topic === '' || this._producer === ''}">
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
        } catch (e) {
            return this._value.trim() === '' ? 'Empty: it should be JSON' : e.message;
        }
        return this._tooLarge();
    }

    /** The server ends the connection, without an answer, when a call is larger. */
    _tooLarge() {
        const most = this._form?.mostBytes;
        // a character has three bytes at most, and most of them one
        if (!most || 3 * this._value.length + ENVELOPE_BYTES < most) {
            return null;
        }
        const bytes = UTF_8.encode(JSON.stringify(this._message())).length + ENVELOPE_BYTES;
        return bytes <= most ? null : `Too large for the Dev UI: the record has ${this._kib(bytes)} as it is sent from here, and `
            + `the limit is ${this._kib(most)}. Raise it with max-frame-size and max-message-size of quarkus.http.websocket-server, or send less.`;
    }

    _kib(bytes) {
        return `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`;
    }

    _aboutTopic(known) {
        if (!known) {
            return '';
        }
        return known.declared ? 'declared by @Topic' : known.sent + known.failed > 0 ? 'sent to before' : 'a constant in the code';
    }

    _chooseTopic(topic) {
        this._topic = topic;
        const types = this._form?.topics[this._producer]?.find(one => one.topic === topic)?.types ?? [];
        // what somebody has typed stays
        if (types.length > 0 && this._value === this._sample) {
            this._fillIn(types[0]);
        }
    }

    _fillIn(type) {
        this.jsonRpc.sample({ type }).then(response => {
            this._value = this._sample = response.result;
        }).catch(response => {
            this._result = this._failure(`There is no sample of ${type}: ${response?.error?.message ?? response}`, 'NOT_SENT');
        });
    }

    /** Without packages. */
    _short(type) {
        return type.replace(/[\w$]+\./g, '').replaceAll('$', '.');
    }

    _message() {
        return {
            producer: this._producer,
            topic: this._topic,
            key: this._key === '' ? null : this._key,
            headers: this._headers.filter(header => header.name !== ''),
            value: this._tombstone ? null : this._value
        };
    }

    _send() {
        if (!connectionState.current.isConnected) {
            this._result = this._failure('There is no connection to the application.', 'NOT_SENT');
            return;
        }
        const sending = this._sending = {};
        this._result = null;
        this.jsonRpc.send({ message: this._message() })
            .then(response => this._end(sending, response.result))
            .catch(response => this._end(sending, this._failure(response?.error?.message ?? String(response), 'UNKNOWN')));
    }

    /** An answer that comes after its end is of no interest. */
    _end(sending, result) {
        if (this._sending === sending) {
            this._sending = null;
            this._result = result;
        }
    }

    _failure(message, outcome) {
        return { failure: { type: 'Dev UI', message, outcome, retriable: outcome === 'NOT_SENT' } };
    }

    _footprint(place) {
        return `footprints?${new URLSearchParams(place)}`;
    }

    _renderResult() {
        if (!this._result) {
            return nothing;
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
                <p><a class="footprint" href="${this._footprint({ topic: acknowledgment.topic, partition: acknowledgment.partition,
                    offset: acknowledgment.offset })}">Its footprint</a></p>
            </section>` : html`
            <section class="result failed">
                <h3>Failed</h3>
                <dl>
                    <dt>error</dt><dd class="failureType">${failure.type}</dd>
                    <dt>message</dt><dd class="failureMessage">${failure.message}</dd>
                    <dt>outcome</dt><dd class="failureOutcome">${failure.outcome}</dd>
                    <dt>retriable</dt><dd class="failureRetriable">${failure.retriable}</dd>
                </dl>
                ${failure.type === 'Dev UI' ? nothing : html`<p><a class="footprint"
                    href="${this._footprint({ topic: this._topic })}">Its footprint</a></p>`}
            </section>`;
    }
}
customElements.define('qwc-kafka-producer-send', QwcKafkaProducerSend);
