import { readFileSync } from 'node:fs';
import { plotlyScriptFile, scriptJson } from '../../notebook/index.js';
import { loadTargets, type PaperId, paperIds } from '../targets/index.js';
import { formatCommit, formatDate, formatEngine, formatExecution, formatSeconds, plural } from './format.js';
import { notebookAnchor, notebookBadge, notebookHtml } from './html-notebook.js';
import { styleSheet } from './html-style.js';
import { Html, html } from './html-template.js';
import type { NotebookReport, ReportedFigure, ReproductionReport } from './model.js';
import { summarizeReport } from './summary.js';

/** The report as one HTML page that needs no network: Plotly is inlined once when there are figures. */
export function renderHtml(report: ReproductionReport): string {
  const figures: Record<string, ReportedFigure> = {};
  const sections = byPaper(report.notebooks).map(({ paper, notebooks }) => {
    const parts = notebooks.map((notebook) =>
      notebookHtml(notebook, (index) => {
        const id = `${notebookAnchor(notebook)}-figure-${index}`;
        figures[id] = notebook.figures[index]!;
        return id;
      }),
    );
    return html`<h2>${paperHeading(paper)}</h2>${parts}`;
  });
  const title = `Reproduction report, tier ${report.tier}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${new Html(styleSheet)}</style></head>
<body><main>
<header><h1>${title}</h1><p class="facts">${formatEngine(report)} · commit ${formatCommit(report)} · ${formatDate(report)}</p></header>
${tiles(report)}
${overview(report)}
${sections}
${omissions(report)}
</main>${Object.keys(figures).length > 0 && figureScripts(figures)}</body></html>
`;
  return page.source;
}

function byPaper(notebooks: readonly NotebookReport[]): { paper: string; notebooks: NotebookReport[] }[] {
  const papers = [...new Set(notebooks.map(({ notebook }) => notebook.split('/')[0]!))];
  return papers.map((paper) => ({
    paper,
    notebooks: notebooks.filter(({ notebook }) => notebook.split('/')[0] === paper),
  }));
}

function paperHeading(id: string): Html | string {
  if (!paperIds.includes(id as PaperId)) return id;
  const { shortTitle, title, venue, year } = loadTargets(id).paper;
  return html`${shortTitle} <span class="muted" style="font-size:16px;font-weight:400">${title}, ${venue} ${year}</span>`;
}

function tiles(report: ReproductionReport): Html {
  const { gate, paper, claims, notebooks, seconds, passed } = summarizeReport(report);
  const failures = gate.failed + gate.problems;
  return html`<div class="tiles">
<div class="tile"><h2>Gate, against accepted values</h2><strong class="${passed ? 'good' : 'bad'}">${passed ? 'passed' : 'failed'}</strong>
<span>${gate.compared} compared${failures > 0 && `, ${plural(failures, 'failure')}`}</span></div>
<div class="tile"><h2>Against the printed numbers</h2><strong>${paper.match} match</strong><span>${paper.near} near, ${paper.deviates} deviate${paper.notJudged > 0 && `, ${paper.notJudged} on other data or simulated`}</span></div>
<div class="tile"><h2>Claims of the papers</h2><strong>${claims.supported} supported</strong><span>${claims['not supported']} not supported, ${claims.undecided} undecided</span></div>
<div class="tile"><h2>Notebooks</h2><strong>${notebooks.finished} finished</strong><span>${notebooks.unchanged} unchanged, ${notebooks.failed} failed, ${notebooks.skipped} skipped, ${formatSeconds(seconds)}</span></div>
</div>`;
}

function overview({ notebooks }: ReproductionReport): Html {
  const rows = notebooks.map((notebook) => {
    const claims = notebook.claims.filter(({ verdict }) => verdict === 'supported').length;
    return html`<tr><td><a href="#${notebookAnchor(notebook)}">${notebook.notebook}</a></td><td class="text">${notebook.title}</td>
<td class="text">${notebookBadge(notebook)}</td><td>${formatExecution(notebook)}</td><td>${notebook.gate.compared}</td>
<td>${notebook.claims.length === 0 ? '–' : `${claims} of ${notebook.claims.length}`}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th>notebook</th><th class="text">title</th><th class="text">gate</th><th>time</th><th>compared</th><th>claims supported</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function omissions({ tier, omissions: all }: ReproductionReport): Html | null {
  if (all.length === 0) return null;
  return html`<h2>What tier ${tier} leaves out</h2><ul>${all.map(({ what, reason }) => html`<li><strong>${what}</strong>: ${reason}</li>`)}</ul>`;
}

/** Plotly, the figures' data, and a script that draws each figure when it comes near the window, or all for printing. */
function figureScripts(figures: Record<string, ReportedFigure>): Html {
  const plotly = readFileSync(plotlyScriptFile(), 'utf8').replace(/<(\/script|!--)/gi, '\\x3c$1');
  return new Html(`<script>${plotly}</script>
<script type="application/json" id="figures">${scriptJson(figures)}</script>
<script>
const figures = JSON.parse(document.getElementById('figures').textContent);
function draw(id) {
  const figure = figures[id];
  if (!figure) return;
  delete figures[id];
  Plotly.newPlot(id, figure.data, figure.layout, { displaylogo: false });
}
const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) draw(target.id);
}, { rootMargin: '800px' });
for (const [id, { layout }] of Object.entries(figures)) {
  const place = document.getElementById(id);
  if (layout.height) place.style.minHeight = layout.height + 20 + 'px';
  observer.observe(place);
}
addEventListener('beforeprint', () => Object.keys(figures).forEach(draw));
</script>`);
}
