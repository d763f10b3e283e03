import { markdownTable, markdownText as text } from '../markdown.js';
import {
  formatCommit,
  formatDate,
  formatDifference,
  formatEngine,
  formatExecution,
  formatMeanAndSpread,
  formatReproduction,
  plural,
} from './format.js';
import type { NotebookReport, ReproductionReport } from './model.js';
import { formatPrinted, type PaperTable, paperTables } from './paper-table.js';
import { sampleEntries } from './sample-entries.js';
import { summarizeReport } from './summary.js';

/** Failures of one verdict and notebook that are listed. */
const shownPerVerdict = 10;

/** The report as Markdown for summaries of continuous integration: verdict, notebooks, failures, claims, omissions. */
export function renderMarkdown(report: ReproductionReport): string {
  const { gate, paper, claims, passed } = summarizeReport(report);
  const sections = [
    `# ${passed ? '✅' : '❌'} Reproduction, tier ${text(report.tier)}`,
    `${text(formatEngine(report))} · commit ${text(formatCommit(report))} · ${text(formatDate(report))}`,
    `**Gate** ${gate.compared} compared, ${gate.failed} failed, ${plural(gate.problems, 'problem')} · ` +
      `**Paper** ${paper.match} match, ${paper.near} near, ${paper.deviates} deviate${paper.notJudged > 0 ? `, ${paper.notJudged} on other data or simulated` : ''} · ` +
      `**Claims** ${claims.supported} supported, ${claims['not supported']} not supported, ${claims.undecided} undecided`,
    notebookTable(report),
    failureList(report),
    ...report.notebooks.flatMap((notebook) => paperTables(notebook).map(renderMarkdownTable)),
    claimTable(report),
    omissionList(report),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** One printed table with the reproduced values, for reports: `85.10 ± 0.21 (85.30)` is reproduced (printed). */
export function renderMarkdownTable({ paper, table, decimals, rows }: PaperTable): string {
  const header = ['', ...table.columns.map(({ key }) => text(key))];
  const kinds = new Set(
    rows.flatMap(({ cells }) => cells.flatMap(({ metric }) => (metric ? formatReproduction(metric) : []))),
  );
  kinds.delete('');
  const body = rows
    .filter(({ cells }) => cells.some(({ metric }) => metric))
    .map(({ method, cells }) => [
      text(method),
      ...cells.map(({ printed, metric }, index) => {
        const inBrackets = printed === null ? '' : ` (${text(formatPrinted(printed, decimals[index]!))})`;
        return metric ? `${text(formatMeanAndSpread(metric))}${inBrackets}` : inBrackets.trim();
      }),
    ]);
  const left = rows.length - body.length;
  return [
    `## ${text(`${paper} ${table.id}: ${table.title}`)}`,
    `${text(table.metric)}; reproduced (printed). Reproduction: ${[...kinds].join(', ') || 'none'}.${left > 0 ? ` ${plural(left, 'printed row')} not reproduced.` : ''}`,
    markdownTable(header, body, '---:'),
  ].join('\n\n');
}

function notebookTable({ notebooks }: ReproductionReport): string {
  const rows = notebooks.map((notebook) => {
    const { gate, status } = notebook;
    const failed = [...notebook.metrics, ...notebook.claims].filter((entry) => !entry.gate.passed).length;
    const mark = !gate.passed ? '❌' : status === 'skipped' ? '➖' : '✅';
    return [
      mark,
      text(notebook.notebook),
      text(notebook.title),
      status,
      formatExecution(notebook),
      `${gate.compared}`,
      `${failed}`,
    ];
  });
  return markdownTable(['', 'notebook', 'title', 'status', 'time', 'compared', 'failed'], rows);
}

function failureList({ notebooks }: ReproductionReport): string {
  const lines = notebooks.flatMap((notebook) => [...wholeFailures(notebook), ...metricFailures(notebook)]);
  return lines.length === 0 ? '' : `## Failures\n\n${lines.join('\n')}`;
}

function wholeFailures({ notebook, error, gate }: NotebookReport): string[] {
  const place = error?.cell ? ` in cell ${error.cell.index + 1}` : '';
  return [
    ...(error ? [`- **${text(notebook)}** error${place}: ${text(error.message.split('\n', 1)[0]!)}`] : []),
    ...gate.problems.map(({ verdict, reason }) => `- **${text(notebook)}** ${verdict}: ${text(reason)}`),
  ];
}

function metricFailures({ notebook, metrics, claims }: NotebookReport): string[] {
  const failing = [...metrics, ...claims].filter(({ gate }) => !gate.passed);
  const { shown, hidden } = sampleEntries(failing, shownPerVerdict);
  return [
    ...shown.map(({ key, gate }) => `- ${text(key)}: ${gate.verdict}. ${text(gate.reason)}`),
    ...hidden.map((phrase) => `- ${text(notebook)}: … ${phrase}`),
  ];
}

function claimTable({ notebooks }: ReproductionReport): string {
  const claims = notebooks.flatMap((notebook) => notebook.claims);
  if (claims.length === 0) return '';
  const rows = claims.map(({ sentence, source = '', verdict, margin, support, remark = '' }) => [
    text(sentence),
    text(source),
    verdict ?? 'not judged',
    margin === undefined ? '–' : formatDifference(margin),
    support === null ? text(remark) : `${(100 * support).toFixed(0)} %`,
  ]);
  return `## Claims\n\n${markdownTable(['claim', 'source', 'verdict', 'margin', 'support'], rows)}`;
}

function omissionList({ tier, notebooks, omissions }: ReproductionReport): string {
  const lines = [
    ...omissions.map(({ what, reason }) => `- ${text(what)}: ${text(reason)}`),
    ...notebooks.flatMap((notebook) =>
      notebook.omissions.map(({ what, reason }) => `- ${text(`${notebook.notebook}: ${what}`)}: ${text(reason)}`),
    ),
  ];
  return lines.length === 0 ? '' : `## Left out in tier ${text(tier)}\n\n${lines.join('\n')}`;
}
