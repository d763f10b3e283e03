import { isJudged } from './judged.js';
import type { NotebookReport, ReproductionReport } from './model.js';

export interface ReportSummary {
  /** `unchanged` are those of the finished ones that were executed before. */
  notebooks: { finished: number; unchanged: number; failed: number; skipped: number };
  /** Published values and claims against the accepted ones. */
  gate: { passed: number; failed: number; compared: number; problems: number };
  /** Metrics against the printed numbers; `notJudged` are compared on other data or simulated. */
  paper: { match: number; near: number; deviates: number; notJudged: number };
  claims: { supported: number; 'not supported': number; undecided: number };
  seconds: number;
  passed: boolean;
}

/** Counts a report. */
export function summarizeReport({ notebooks }: ReproductionReport): ReportSummary {
  const metrics = notebooks.flatMap((notebook) => notebook.metrics);
  const claims = notebooks.flatMap((notebook) => notebook.claims);
  const gated = [...metrics, ...claims].map(({ gate }) => gate.passed);
  const compared = sum(notebooks, ({ gate }) => gate.compared);
  const statusCount = (status: string) => notebooks.filter((notebook) => notebook.status === status).length;
  const paperCount = (verdict: string) =>
    metrics.filter((metric) => isJudged(metric) && metric.paper.verdict === verdict).length;
  const claimCount = (verdict: string) => claims.filter((claim) => claim.verdict === verdict).length;
  const notJudged = metrics.filter((metric) => metric.paper.difference !== null && !isJudged(metric)).length;
  return {
    notebooks: {
      finished: statusCount('finished'),
      unchanged: notebooks.filter(({ unchangedSince }) => unchangedSince !== undefined).length,
      failed: statusCount('failed'),
      skipped: statusCount('skipped'),
    },
    gate: {
      passed: gated.filter((passed) => passed).length,
      failed: gated.filter((passed) => !passed).length,
      compared,
      problems: sum(notebooks, ({ gate }) => gate.problems.length),
    },
    paper: { match: paperCount('match'), near: paperCount('near'), deviates: paperCount('deviates'), notJudged },
    claims: {
      supported: claimCount('supported'),
      'not supported': claimCount('not supported'),
      undecided: claimCount('undecided'),
    },
    seconds: sum(notebooks, ({ seconds }) => seconds ?? 0),
    passed: notebooks.every(({ gate }) => gate.passed) && gated.every(Boolean) && compared > 0,
  };
}

/** Exit code of a reproduction: 0 only if everything gated passed and at least one comparison was made, else 1. */
export function exitCode(report: ReproductionReport): 0 | 1 {
  return summarizeReport(report).passed ? 0 : 1;
}

function sum(notebooks: readonly NotebookReport[], count: (notebook: NotebookReport) => number): number {
  return notebooks.reduce((total, notebook) => total + count(notebook), 0);
}
