import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { SampleView } from '../../src/protocol/pool-check';

/** The drawing's own units; it is stretched to the width that there is. */
const WIDTH = 600;
const HEIGHT = 110;

interface Line {
  readonly name: string;
  /** Names its colour and its dashes, see pool-check.css. */
  readonly style: string;
  readonly value: (sample: SampleView) => number | undefined;
}

const CONNECTIONS: readonly Line[] = [
  { name: 'active', style: 'line-active', value: (sample) => sample.active },
  { name: 'waiting', style: 'line-waiting', value: (sample) => sample.waiting },
];

const LATENCY: readonly Line[] = [
  { name: 'p50', style: 'line-p50', value: (sample) => sample.acquire?.p50 },
  { name: 'p95', style: 'line-p95', value: (sample) => sample.acquire?.p95 },
  { name: 'p99', style: 'line-p99', value: (sample) => sample.acquire?.p99 },
];

/** Both charts of a check over `durationMs`, with the same numbers as a table for whoever cannot see them. */
export function poolChartTemplate(samples: readonly SampleView[], durationMs: number): TemplateResult {
  const span = Math.max(durationMs, samples.at(-1)?.at ?? 0, 1);
  return html`
    <div class="charts" data-testid="pool-chart">
      ${chartTemplate('Clients', '', CONNECTIONS, samples, span)} ${chartTemplate('Wait', ' ms', LATENCY, samples, span)}
    </div>
    ${tableTemplate(samples)}
  `;
}

function chartTemplate(title: string, unit: string, lines: readonly Line[], samples: readonly SampleView[], span: number): TemplateResult {
  const most = Math.max(...samples.flatMap((sample) => lines.map((line) => line.value(sample) ?? 0)), 1);
  const x = (sample: SampleView): string => ((sample.at / span) * WIDTH).toFixed(1);
  const y = (value: number): string => (HEIGHT - 2 - (value / most) * (HEIGHT - 8)).toFixed(1);
  const points = ({ value }: Line): string =>
    samples.flatMap((sample) => {
      const number = value(sample);
      return number === undefined ? [] : [`${x(sample)},${y(number)}`];
    }).join(' ');
  return html`
    <figure class="chart">
      <figcaption>
        <span>${title}</span>
        ${lines.map(({ name, style }) => html`<span class="legend"><svg class="key ${style}" viewBox="0 0 16 4" aria-hidden="true"><line x1="0" y1="2" x2="16" y2="2" /></svg>${name}</span>`)}
        ${unit === '' ? html`<span class="legend"><span class="failure-key" aria-hidden="true"></span>failed</span>` : nothing}
        <span class="most">up to ${rounded(most)}${unit}</span>
      </figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}; the table below has the numbers">
        <line class="axis" x1="0" y1=${HEIGHT - 1} x2=${WIDTH} y2=${HEIGHT - 1} />
        ${unit === '' ? samples.filter(({ failed }) => failed > 0).map((sample) => svg`<line class="failure-mark" x1=${x(sample)} y1="0" x2=${x(sample)} y2=${HEIGHT} />`) : nothing}
        ${lines.map((line) => svg`<polyline class="line ${line.style}" points=${points(line)} />`)}
      </svg>
    </figure>
  `;
}

function tableTemplate(samples: readonly SampleView[]): TemplateResult {
  return html`
    <details class="numbers">
      <summary>Numbers</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Numbers of the pool check">
        <table data-testid="pool-numbers">
          <thead>
            <tr><th scope="col">Second</th><th scope="col">Active</th><th scope="col">Waiting</th><th scope="col">p50 ms</th><th scope="col">p95 ms</th><th scope="col">p99 ms</th><th scope="col">Failed</th></tr>
          </thead>
          <tbody>
            ${samples.map(
              ({ at, active, waiting, acquire, failed }) => html`<tr>
                <th scope="row">${(at / 1000).toFixed(2)}</th><td>${active}</td><td>${waiting}</td>
                <td>${acquire?.p50 ?? '–'}</td><td>${acquire?.p95 ?? '–'}</td><td>${acquire?.p99 ?? '–'}</td><td>${failed}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 100) / 100;
}
