import { LitElement, html, css } from 'lit';
import { themeState } from 'theme-state';
import 'echarts/dist/echarts.min.js';

const COLORS = ['#4695eb', '#e8a33d', '#3fae7a', '#a871d9', '#d96b8f', '#3bb3c3', '#8a8f3c', '#c4733c', '#8090a8'];

/** Lines over the last minutes, one value every few seconds. */
export class QwcKafkaProducerChart extends LitElement {

    static styles = css`
        :host {
            display: block;
            min-width: 0;
        }
        .title {
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        .canvas {
            height: 190px;
        }
    `;

    /** Each line has a name, values, and perhaps a color or dashes. */
    static properties = {
        name: {},
        unit: {},
        slotSeconds: { type: Number },
        lines: { attribute: false }
    };

    constructor() {
        super();
        this.lines = [];
    }

    connectedCallback() {
        super.connectedCallback();
        this._themeChanged = () => this.requestUpdate();
        themeState.addObserver(this._themeChanged);
    }

    disconnectedCallback() {
        themeState.removeObserver(this._themeChanged);
        this._resized?.disconnect();
        this._chart?.dispose();
        this._chart = null;
        super.disconnectedCallback();
    }

    render() {
        return html`<div class="title">${this.name}</div><div class="canvas" role="img" aria-label="${this.name}"></div>`;
    }

    updated() {
        if (!this._chart) {
            const canvas = this.renderRoot.querySelector('.canvas');
            this._chart = window.echarts.init(canvas);
            this._resized = new ResizeObserver(() => this._chart?.resize());
            this._resized.observe(canvas);
        }
        // without a merge, so that a topic that has gone takes its line with it
        this._chart.setOption(this._option(), true);
    }

    _option() {
        const text = this._color('--lumo-secondary-text-color');
        const grid = this._color('--lumo-contrast-10pct');
        const slots = this.lines.length > 0 ? this.lines[0].values.length : 0;
        const names = [...new Set(this.lines.map(line => line.topic))];
        return {
            animation: false,
            textStyle: { fontFamily: 'inherit' },
            grid: { top: 10, left: 28, right: 16, bottom: 26, containLabel: true },
            legend: { type: 'scroll', bottom: 0, itemHeight: 8, textStyle: { color: text }, pageTextStyle: { color: text } },
            tooltip: {
                trigger: 'axis',
                confine: true,
                backgroundColor: this._color('--lumo-base-color'),
                textStyle: { color: this._color('--lumo-body-text-color') },
                valueFormatter: value => value === null || value === undefined ? 'none' : `${this._rounded(value)} ${this.unit}`
            },
            xAxis: {
                type: 'category',
                boundaryGap: false,
                data: Array.from({ length: slots }, (_, index) => this._ago((slots - index) * this.slotSeconds)),
                axisLabel: { color: text, interval: index => (slots - index) * this.slotSeconds % 60 === 0, showMinLabel: true },
                axisTick: { show: false },
                axisLine: { lineStyle: { color: grid } }
            },
            yAxis: {
                type: 'value',
                min: 0,
                minInterval: this.unit === 'a second' ? 1 : 0,
                axisLabel: { color: text, formatter: value => this._rounded(value) },
                splitLine: { lineStyle: { color: grid } }
            },
            series: this.lines.map(line => {
                const color = line.failure ? this._color('--lumo-error-color') : COLORS[names.indexOf(line.topic) % COLORS.length];
                return {
                    name: line.name,
                    type: 'line',
                    data: line.values,
                    showSymbol: this._isAlone(line.values),
                    showAllSymbol: true,
                    symbol: 'circle',
                    symbolSize: 5,
                    color,
                    lineStyle: { width: 1.5, type: line.dashed ? 'dashed' : 'solid' }
                };
            })
        };
    }

    /** A value between two gaps has no line. */
    _isAlone(values) {
        return values.some((value, index) => value !== null && value !== undefined
            && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null);
    }

    _ago(seconds) {
        return seconds % 60 === 0 ? `${seconds / 60} min ago` : `${seconds} s ago`;
    }

    _rounded(value) {
        return Number(value.toPrecision(3)).toLocaleString('en');
    }

    /** The canvas does not know variables. */
    _color(variable) {
        return getComputedStyle(this).getPropertyValue(variable).trim();
    }
}
customElements.define('qwc-kafka-producer-chart', QwcKafkaProducerChart);
