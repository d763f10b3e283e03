import {
  formatBytes,
  formatCommit,
  formatDate,
  formatDifference,
  formatEngine,
  formatExecution,
  formatMeanAndSpread,
  formatProvenance,
  formatReproduction,
  formatSeconds,
  formatValue,
  plural,
} from './format.js';
import { isJudged } from './judged.js';
import type { NotebookReport, ReportedClaim, ReportedMetric, ReproductionReport } from './model.js';
import { sampleEntries } from './sample-entries.js';
import { summarizeReport } from './summary.js';
import { type Paint, painter } from './terminal-colour.js';

export interface RenderTerminalOptions {
  /** Whether to use ANSI colours, default: a terminal that wants them, see `wantsColour`. */
  colour?: boolean;
  /** Show every metric and claim, not only those that fail; default false. */
  verbose?: boolean;
}

/** Metrics of one verdict and notebook that are listed unless all are asked for. */
const shownPerVerdict = 8;

/** The report as text: one line per notebook, what failed with its reason, the claims, what is left out, the sum. */
export function renderTerminal(
  untrusted: ReproductionReport,
  { colour, verbose = false }: RenderTerminalOptions = {},
): string {
  const report = withoutControls(untrusted);
  const paint = painter(colour);
  const lines = [
    paint('bold', `Reproduction, tier ${report.tier}`),
    paint('dim', `${formatEngine(report)} · commit ${formatCommit(report)} · ${formatDate(report)}`),
    '',
    ...report.notebooks.flatMap((notebook) => notebookLines(notebook, paint, verbose)),
    ...claimLines(report, paint, verbose),
    ...omissionLines(report, paint, verbose),
    '',
    ...summaryLines(report, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function notebookLines(notebook: NotebookReport, paint: Paint, verbose: boolean): string[] {
  const { gate, status, metrics, peakMemoryBytes, reason, error } = notebook;
  const mark =
    status === 'skipped' && gate.passed ? paint('dim', '-') : gate.passed ? paint('green', '✓') : paint('red', '✗');
  const failing = [...metrics, ...notebook.claims].filter((entry) => !entry.gate.passed).length;
  const facts =
    status === 'skipped'
      ? [`skipped${reason ? `: ${reason}` : ''}`]
      : [
          formatExecution(notebook),
          ...(peakMemoryBytes === null ? [] : [formatBytes(peakMemoryBytes)]),
          `${gate.compared} compared`,
          ...(failing > 0 ? [paint('red', `${failing} failed`)] : []),
          ...paperFacts(metrics),
        ];
  const lines = [`${mark} ${paint('bold', notebook.notebook)}  ${notebook.title}  ${paint('dim', facts.join(' · '))}`];
  if (error) {
    const place = error.cell ? ` in cell ${error.cell.index + 1}` : '';
    lines.push(`    ${paint('red', `error${place}:`)} ${firstLine(error.message)}`);
    if (error.cell) lines.push(...excerpt(error.cell.source).map((line) => paint('dim', `      | ${line}`)));
  }
  for (const problem of gate.problems) lines.push(`    ${paint('red', problem.verdict)}: ${problem.reason}`);
  for (const pattern of gate.unusedTolerances)
    lines.push(`    ${paint('yellow', 'unused tolerance')}: no metric fits "${pattern}".`);
  const notable = metrics.filter(({ gate: { passed, verdict } }) => !passed || verdict !== 'match');
  const { shown, hidden } = verbose ? { shown: metrics, hidden: [] } : sampleEntries(notable, shownPerVerdict);
  const rest = hidden.map((phrase) => `    ${paint('dim', `… ${phrase}`)}`);
  return [...lines, ...shown.flatMap((metric) => metricLines(metric, paint, verbose)), ...rest];
}

function paperFacts(metrics: readonly ReportedMetric[]): string[] {
  const judged = metrics.filter(isJudged);
  const counts = (['match', 'near', 'deviates'] as const)
    .map((verdict) => ({ verdict, count: judged.filter(({ paper }) => paper.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  return counts.length === 0 ? [] : [`paper: ${counts.map(({ verdict, count }) => `${count} ${verdict}`).join(', ')}`];
}

function metricLines(metric: ReportedMetric, paint: Paint, verbose: boolean): string[] {
  const { key, unit, gate, paper } = metric;
  const tint = gate.passed ? (gate.verdict === 'match' ? 'green' : 'yellow') : 'red';
  const lines = [
    `    ${paint(tint, gate.verdict.padEnd(15))} ${key}  ${formatMeanAndSpread(metric)} ` +
      paint('dim', `(baseline ${formatValue(gate.baseline, unit)}, printed ${formatValue(paper.printed, unit)})`),
  ];
  if (!gate.passed || gate.verdict !== 'match') lines.push(`      ${paint('dim', gate.reason)}`);
  if (verbose) {
    const facts = [
      paper.verdict === 'nothing printed' ? '' : `paper: ${paper.verdict}`,
      paper.difference === null ? '' : formatDifference(paper.difference, unit),
      formatReproduction(metric),
      formatProvenance(metric),
      paper.note ?? '',
    ].filter(Boolean);
    if (facts.length > 0) lines.push(`      ${paint('dim', facts.join(' · '))}`);
  }
  return lines;
}

function claimLines({ notebooks }: ReproductionReport, paint: Paint, verbose: boolean): string[] {
  const claims = notebooks.flatMap((notebook) => notebook.claims);
  const shown = verbose ? claims : claims.filter((claim) => !claim.gate.passed || claim.verdict !== 'supported');
  if (shown.length === 0) return [];
  return ['', paint('bold', verbose ? 'Claims' : 'Claims that are not supported, or changed'), ...shown.flatMap(lines)];

  function lines(claim: ReportedClaim): string[] {
    const tint = claim.verdict === 'supported' ? 'green' : claim.verdict === 'undecided' ? 'yellow' : 'red';
    const support = claim.support === null ? (claim.remark ?? '') : `holds in ${(100 * claim.support).toFixed(0)}%`;
    const first = `  ${paint(tint, (claim.verdict ?? 'not judged').padEnd(13))} ${claim.sentence} ${paint('dim', [claim.key, support].filter(Boolean).join(' · '))}`;
    return claim.gate.passed ? [first] : [first, `    ${paint('red', claim.gate.verdict)}: ${claim.gate.reason}`];
  }
}

function omissionLines(report: ReproductionReport, paint: Paint, verbose: boolean): string[] {
  const all = [
    ...report.omissions,
    ...report.notebooks.flatMap(({ notebook, omissions }) =>
      omissions.map(({ what, reason }) => ({ what: `${notebook}: ${what}`, reason })),
    ),
  ];
  if (all.length === 0) return [];
  const heading = ['', paint('bold', `Left out in tier ${report.tier}`)];
  const shown = verbose ? all : all.slice(0, 5);
  const rest = all.length > shown.length ? [`  … and ${all.length - shown.length} more, see the full report`] : [];
  return [...heading, ...shown.map(({ what, reason }) => `  ${what}: ${paint('dim', reason)}`), ...rest];
}

function summaryLines(report: ReproductionReport, paint: Paint): string[] {
  const { notebooks, gate, paper, claims, seconds, passed } = summarizeReport(report);
  const line = (name: string, parts: (string | false)[]) => `${name.padEnd(10)} ${parts.filter(Boolean).join(', ')}`;
  return [
    line('Notebooks', [
      `${notebooks.finished} finished`,
      notebooks.unchanged > 0 && `${notebooks.unchanged} of them unchanged`,
      notebooks.failed > 0 && paint('red', `${notebooks.failed} failed`),
      notebooks.skipped > 0 && `${notebooks.skipped} skipped`,
      formatSeconds(seconds),
    ]),
    line('Gate', [
      `${gate.compared} compared`,
      `${gate.passed} passed`,
      gate.failed > 0 && paint('red', `${gate.failed} failed`),
      gate.problems > 0 && paint('red', plural(gate.problems, 'problem')),
    ]),
    line('Paper', [
      `${paper.match} match`,
      `${paper.near} near`,
      `${paper.deviates} deviate`,
      paper.notJudged > 0 && `${paper.notJudged} on other data or simulated`,
    ]),
    line('Claims', [
      `${claims.supported} supported`,
      `${claims['not supported']} not supported`,
      `${claims.undecided} undecided`,
    ]),
    passed ? paint('green', 'PASSED') : paint('red', gate.compared === 0 ? 'FAILED: nothing was compared' : 'FAILED'),
  ];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}

function excerpt(source: string): string[] {
  const lines = source.trimEnd().split('\n');
  return lines.length <= 6 ? lines : [...lines.slice(0, 6), '…'];
}

/** The report without control characters in its texts: a notebook's error may not repaint the reader's terminal. */
function withoutControls<T>(value: T): T {
  if (typeof value === 'string') {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return value.replace(/\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '') as T;
  }
  if (Array.isArray(value)) return value.map(withoutControls) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'figures' ? [] : withoutControls(each)]),
  ) as T;
}
