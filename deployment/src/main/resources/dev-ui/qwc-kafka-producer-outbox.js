import { QwcHotReloadElement, html, css, nothing } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { notifier } from 'notifier';
import { repeat } from 'lit/directives/repeat.js';
import '@vaadin/button';
import '@vaadin/confirm-dialog';
import '@vaadin/icon';
import '@vaadin/progress-bar';

const EVERY_MILLIS = 2000;

const RETRY = {
    method: 'retryBlocked',
    title: 'Retry now?',
    button: 'Retry',
    theme: 'primary',
    text: 'The record is sent again at once, instead of when its time has come. If it is refused again, its key stays blocked.'
};

const DISCARD = {
    method: 'discardBlocked',
    title: 'Discard the record?',
    button: 'Discard',
    theme: 'error primary',
    text: 'The record is deleted from the outbox table and never published. The later records of its key go on.'
};

/** The outbox table: what waits, and which keys are blocked. */
export class QwcKafkaProducerOutbox extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this, false);

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            gap: var(--lumo-space-m);
            padding: var(--lumo-space-m);
            box-sizing: border-box;
            color: var(--lumo-body-text-color);
            overflow: auto;
        }
        .problem, .error {
            color: var(--lumo-error-text-color);
            overflow-wrap: anywhere;
        }
        .figures {
            display: flex;
            flex-wrap: wrap;
            gap: var(--lumo-space-s) var(--lumo-space-xl);
            margin: 0;
        }
        dt, .none, .about {
            color: var(--lumo-secondary-text-color);
        }
        dt, .about {
            font-size: var(--lumo-font-size-s);
        }
        dd {
            margin: 0;
            font-size: var(--lumo-font-size-l);
            font-variant-numeric: tabular-nums;
        }
        h3, .none {
            margin: 0;
        }
        .blocked {
            display: flex;
            flex-wrap: wrap;
            align-items: flex-start;
            justify-content: space-between;
            gap: var(--lumo-space-xs) var(--lumo-space-m);
            padding: var(--lumo-space-m);
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-l);
        }
        .what {
            flex: 1 1 min(20em, 100%);
            min-width: 0;
            overflow-wrap: anywhere;
        }
    `;

    static properties = {
        _outbox: { state: true },
        _asks: { state: true }
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
        const asked = this._asked = this.jsonRpc.outbox();
        asked.then(response => {
            this._outbox = response.result;
        }).catch(failed => {
            // the application may be starting; it is asked again
            console.debug('No outbox', failed);
        }).finally(() => {
            if (this._asked === asked) {
                this._asked = null;
            }
        });
    }

    render() {
        const outbox = this._outbox;
        if (!outbox) {
            return html`<vaadin-progress-bar indeterminate></vaadin-progress-bar>`;
        }
        if (outbox.problem) {
            return html`<div class="problem">${outbox.problem}</div>`;
        }
        return html`
            <dl class="figures">
                <div><dt>Pending</dt><dd class="pending">${outbox.pending.toLocaleString('en')}</dd></div>
                <div><dt>Oldest</dt><dd class="oldest">${this._duration(outbox.oldestSeconds)}</dd></div>
                <div><dt>Blocked</dt><dd class="blockedCount">${outbox.blocked.length.toLocaleString('en')}</dd></div>
            </dl>
            <h3>Blocked keys</h3>
            ${outbox.blocked.length === 0 ? html`<p class="none">None: all that is pending is on its way</p>` : nothing}
            ${repeat(outbox.blocked, blocked => blocked.id, blocked => this._renderBlocked(blocked))}
            ${this._renderQuestion()}`;
    }

    _renderBlocked(blocked) {
        return html`
            <section class="blocked" data-id="${blocked.id}">
                <div class="what">
                    <div>${blocked.key === null || blocked.key === undefined ? 'A record without a key'
                        : html`Key <b class="key">${blocked.key}</b>`} of topic <b class="topic">${blocked.topic}</b></div>
                    <div class="error">${blocked.error}</div>
                    <div class="about">tried ${blocked.attempts} times, written at
                        ${new Date(blocked.since).toLocaleString()}, id <code>${blocked.id}</code></div>
                </div>
                <div>
                    <vaadin-button class="retry" theme="small" @click="${() => this._question(RETRY, blocked)}">
                        <vaadin-icon icon="font-awesome-solid:rotate-right" slot="prefix"></vaadin-icon>Retry
                    </vaadin-button>
                    <vaadin-button class="discard" theme="small error" @click="${() => this._question(DISCARD, blocked)}">
                        <vaadin-icon icon="font-awesome-solid:trash-can" slot="prefix"></vaadin-icon>Discard
                    </vaadin-button>
                </div>
            </section>`;
    }

    _question(action, blocked) {
        this._asks = { action, blocked };
    }

    _renderQuestion() {
        const action = this._asks?.action ?? RETRY;
        return html`
            <vaadin-confirm-dialog .opened="${this._asks !== undefined && this._asks !== null}" header="${action.title}"
                .message="${action.text}" confirm-text="${action.button}" confirm-theme="${action.theme}"
                cancel-button-visible @confirm="${this._confirmed}"
                @opened-changed="${event => this._asks = event.detail.value ? this._asks : null}"></vaadin-confirm-dialog>`;
    }

    _confirmed() {
        const { action, blocked } = this._asks;
        this.jsonRpc[action.method]({ id: blocked.id }).then(response => {
            this._outbox = response.result;
        }).catch(response => notifier.showErrorMessage(response?.error?.message ?? String(response)));
    }

    _duration(seconds) {
        if (seconds === null || seconds === undefined) {
            return '–';
        }
        if (seconds < 60) {
            return `${seconds.toFixed(1)} s`;
        }
        return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
            : `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
    }
}
customElements.define('qwc-kafka-producer-outbox', QwcKafkaProducerOutbox);
