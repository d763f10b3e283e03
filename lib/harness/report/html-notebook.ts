import {
  formatBytes,
  formatDifference,
  formatExecution,
  formatMeanAndSpread,
  formatProvenance,
  formatReproduction,
  formatValue,
  plural,
} from './format.js';
import { paperTableHtml } from './html-paper-table.js';
import { type Html, html } from './html-template.js';
import type { NotebookReport, ReportedClaim, ReportedMetric } from './model.js';
import { paperTables } from './paper-table.js';

/** A notebook's anchor in the page. */
export function notebookAnchor({ notebook }: NotebookReport): string {
  return `notebook-${notebook.replace(/[^\w-]/g, '-')}`;
}

/** The badge of a notebook as a whole. */
export function notebookBadge({ status, gate }: NotebookReport): Html {
  if (status === 'failed') return html`<span class="badge bad">stopped with an error</span>`;
  if (!gate.passed) return html`<span class="badge bad">gate failed</span>`;
  if (status === 'skipped') return html`<span class="badge plain">skipped</span>`;
  return html`<span class="badge good">passed</span>`;
}

/** One notebook: what went wrong first, then its tables as the paper prints them, figures, claims, and all metrics. */
export function notebookHtml(report: NotebookReport, figureId: (index: number) => string): Html {
  const { notebook, title, items, status, reason, peakMemoryBytes, gate, figures, claims, metrics, omissions } = report;
  const facts = [
    notebook,
    items.join(', '),
    status === 'skipped' ? (reason ?? '') : formatExecution(report),
    peakMemoryBytes === null ? '' : `${formatBytes(peakMemoryBytes)} peak memory`,
    status === 'skipped' ? '' : `${gate.compared} compared`,
  ];
  return html`<section id="${notebookAnchor(report)}">
<h3>${title} ${notebookBadge(report)}</h3>
<p class="facts">${facts.filter(Boolean).join(' · ')}</p>
${errorHtml(report)}
${gate.problems.map((problem) => html`<div class="error"><strong>${problem.verdict}</strong> ${problem.reason}</div>`)}
${gate.unusedTolerances.map((pattern) => html`<p class="fair">No metric fits the tolerance <code>${pattern}</code>.</p>`)}
${paperTables(report).map(paperTableHtml)}
${figures.map((_, index) => html`<figure><div class="paper-white" id="${figureId(index)}"></div></figure>`)}
${claims.length > 0 && html`<h4>Claims</h4><ul class="claims">${claims.map(claimHtml)}</ul>`}
${metricsHtml(metrics)}
${omissions.length > 0 && html`<h4>Left out here</h4><ul>${omissions.map(({ what, reason: why }) => html`<li>${what}: ${why}</li>`)}</ul>`}
</section>`;
}

function errorHtml({ error }: NotebookReport): Html | null {
  if (!error) return null;
  const place = error.cell ? ` in cell ${error.cell.index + 1}` : '';
  return html`<div class="error"><strong>Error${place}</strong><pre>${error.message}</pre>
${error.cell && html`<details><summary>The cell</summary><pre>${error.cell.source}</pre></details>`}</div>`;
}

function claimHtml({
  sentence,
  source,
  verdict,
  support,
  remark,
  margin,
  predicate,
  seeds,
  gate,
}: ReportedClaim): Html {
  const tint = verdict === 'supported' ? 'good' : verdict === 'not supported' ? 'bad' : 'fair';
  const facts = [
    predicate,
    margin === undefined ? undefined : `margin ${formatDifference(margin)}`,
    support === null
      ? remark
      : `holds in ${(100 * support).toFixed(1)} % of the resamples of ${plural(seeds ?? 0, 'seed')}`,
  ];
  return html`<li><span><span class="badge ${tint}">${verdict ?? 'not judged'}</span></span>
<div>${sentence}${source && html` <span class="muted">(${source})</span>`}
<div class="facts">${facts.filter(Boolean).join(' · ')}</div>
${!gate.passed && html`<div class="bad">${gate.verdict}: ${gate.reason}</div>`}</div></li>`;
}

/** All metrics in a fold, which stands open when one of them fails. */
function metricsHtml(metrics: readonly ReportedMetric[]): Html | null {
  if (metrics.length === 0) return null;
  const failing = metrics.filter(({ gate }) => !gate.passed).length;
  const heading = `${plural(metrics.length, 'metric')}${failing > 0 ? `, ${failing} failed` : ''}`;
  return html`<details${failing > 0 && html` open`}><summary>${heading}</summary><div class="scroll"><table>
<thead><tr><th>metric</th><th>run</th><th>n</th><th>baseline</th><th>Δ</th><th class="text">gate</th><th>printed</th><th>paper</th><th>reproduction</th></tr></thead>
<tbody>${metrics.map(metricRow)}</tbody></table></div></details>`;
}

function metricRow(metric: ReportedMetric): Html {
  const { key, unit, seeds, gate, paper } = metric;
  const tint = gate.passed ? (gate.verdict === 'match' ? 'good' : 'fair') : 'bad';
  const quiet = gate.verdict === 'match';
  return html`<tr><td><code>${key}</code></td><td>${formatMeanAndSpread(metric)}</td><td>${seeds.length || '–'}</td>
<td>${formatValue(gate.baseline, unit)}</td><td>${formatDifference(gate.difference, unit)}</td>
<td class="text"><span class="badge ${tint}">${gate.verdict}</span>${!quiet && html`<small>${gate.reason}</small>`}</td>
<td>${formatValue(paper.printed, unit)}</td>
<td>${paper.verdict === 'nothing printed' || metric.value === null ? '' : paper.verdict}${paper.difference !== null && html`<small>${formatDifference(paper.difference, unit)}</small>`}</td>
<td>${formatReproduction(metric)}<small>${formatProvenance(metric)}</small></td></tr>`;
}
