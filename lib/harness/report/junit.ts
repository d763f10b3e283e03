import { formatMeanAndSpread, formatValue } from './format.js';
import type { NotebookReport, ReproductionReport } from './model.js';

interface TestCase {
  name: string;
  className: string;
  seconds?: number;
  outcome?: { kind: 'failure' | 'error' | 'skipped'; type?: string; message: string; detail?: string };
}

/** The report as JUnit XML: a suite per notebook, in it a case for the notebook and for every metric and claim. */
export function renderJUnit(report: ReproductionReport): string {
  const suites = report.notebooks.map((notebook) => ({ notebook, cases: casesOf(notebook) }));
  const all = suites.flatMap(({ cases }) => cases);
  const body = suites.map(({ notebook, cases }) => suiteXml(notebook, cases, report.date)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="longtail ${xml(report.tier)}" ${counts(all)}>\n${body}</testsuites>\n`;
}

function casesOf({ notebook, status, reason, seconds, error, gate, metrics, claims }: NotebookReport): TestCase[] {
  const className = notebook.replaceAll('/', '.');
  const problem = gate.problems[0];
  const whole: TestCase = { name: 'notebook', className, seconds: seconds ?? 0 };
  if (error) {
    const place = error.cell ? `Cell ${error.cell.index + 1}:\n${error.cell.source}\n\n` : '';
    whole.outcome = { kind: 'error', message: error.message.split('\n', 1)[0]!, detail: `${place}${error.message}` };
  } else if (problem) {
    const detail = gate.problems.map((each) => `${each.verdict}: ${each.reason}`).join('\n');
    whole.outcome = { kind: 'failure', type: problem.verdict, message: problem.reason, detail };
  } else if (status === 'skipped') whole.outcome = { kind: 'skipped', message: reason ?? 'left out in this tier' };

  const metricCases = metrics.map((metric): TestCase => {
    const { verdict, passed, reason: why, baseline } = metric.gate;
    const detail = `run ${formatMeanAndSpread(metric)}, baseline ${formatValue(baseline, metric.unit)}`;
    const outcome = passed ? undefined : ({ kind: 'failure', type: verdict, message: why, detail } as const);
    return { name: metric.key, className, outcome };
  });
  const claimCases = claims.map((claim): TestCase => {
    const { verdict, passed, reason: why } = claim.gate;
    const outcome = passed
      ? undefined
      : ({ kind: 'failure', type: verdict, message: why, detail: claim.sentence } as const);
    return { name: `claim ${claim.key}`, className, outcome };
  });
  return [whole, ...metricCases, ...claimCases];
}

function suiteXml({ notebook }: NotebookReport, cases: readonly TestCase[], date: string): string {
  const timestamp = xml(date.replace(/\.\d+|Z$/g, ''));
  return `  <testsuite name="${xml(notebook)}" ${counts(cases)} timestamp="${timestamp}">\n${cases.map(caseXml).join('')}  </testsuite>\n`;
}

function caseXml({ name, className, seconds, outcome }: TestCase): string {
  const open = `    <testcase name="${xml(name)}" classname="${xml(className)}" time="${(seconds ?? 0).toFixed(3)}"`;
  if (!outcome) return `${open}/>\n`;
  const { kind, type, message, detail } = outcome;
  const attributes = `${type ? ` type="${xml(type)}"` : ''} message="${xml(message)}"`;
  const inner = detail ? `<${kind}${attributes}>${xml(detail)}</${kind}>` : `<${kind}${attributes}/>`;
  return `${open}>\n      ${inner}\n    </testcase>\n`;
}

function counts(cases: readonly TestCase[]): string {
  const count = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  const seconds = cases.reduce((sum, { seconds: each = 0 }) => sum + each, 0);
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for XML content and attributes; characters that XML 1.0 forbids even escaped become U+FFFD. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]!);
}
