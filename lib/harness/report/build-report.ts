import {
  type Baseline,
  type ClaimResult,
  compareWithPaper,
  type GatedClaim,
  type GatedMetric,
  gateNotebook,
  type MetricResult,
  type NotebookResults,
} from '../compare/index.js';
import type {
  NotebookError,
  NotebookReport,
  ReportedClaim,
  ReportedFigure,
  ReportedMetric,
  ReproductionReport,
} from './model.js';

/** One executed notebook with everything that it published. */
export interface NotebookRun extends NotebookResults {
  title: string;
  items: string[];
  claims: ClaimResult[];
  figures: ReportedFigure[];
  seconds: number | null;
  peakMemoryBytes: number | null;
  /** Why it was skipped. */
  reason?: string;
  /** When it was executed, where that was before and nothing has changed since. */
  unchangedSince?: string;
  error?: NotebookError;
  omissions?: { what: string; reason: string }[];
}

/** Compares a notebook's results with the accepted ones and with the paper. @throws InputError for unusable tolerances. */
export function reportNotebook(run: NotebookRun, baseline: Baseline | null): NotebookReport {
  const { metrics, claims, ...gate } = gateNotebook(run, baseline);
  const {
    notebook,
    title,
    items,
    status,
    reason,
    unchangedSince,
    seconds,
    peakMemoryBytes,
    error,
    figures,
    omissions = [],
  } = run;
  return {
    notebook,
    title,
    items,
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(unchangedSince === undefined ? {} : { unchangedSince }),
    seconds,
    peakMemoryBytes,
    ...(error === undefined ? {} : { error }),
    gate,
    metrics: metrics.map((gated) => reportMetric(gated, run, baseline)),
    claims: claims.map((gated) => reportClaim(gated, run)),
    figures,
    omissions,
  };
}

/** The whole report. `notebooks` are shown in the order given. */
export function buildReport(
  about: Omit<ReproductionReport, 'format' | 'notebooks' | 'omissions'> &
    Partial<Pick<ReproductionReport, 'omissions'>>,
  notebooks: NotebookReport[],
): ReproductionReport {
  const { tier, engine, commit, date, omissions = [] } = about;
  return { format: 1, tier, engine, commit, date, notebooks, omissions };
}

function reportMetric(gated: GatedMetric, run: NotebookRun, baseline: Baseline | null): ReportedMetric {
  const { key, verdict, passed, reason, difference, allowance, tolerance } = gated;
  const gate = { verdict, passed, reason, baseline: gated.baseline, difference, allowance, tolerance };
  const metric = run.metrics.find((candidate) => candidate.key === key);
  const unit = metric?.unit ?? baseline?.metrics[key]?.unit ?? '';
  const { value, seeds, reproduction, configuration, provenance } = metric ?? absent(key, unit);
  const paper = compareWithPaper(metric ?? absent(key, unit));
  return {
    key,
    value: finite(value),
    unit,
    seeds: seeds.map((each) => ({ seed: each.seed, value: finite(each.value) })),
    reproduction: metric ? reproduction : null,
    configuration,
    provenance,
    gate,
    paper: {
      verdict: paper.verdict,
      printed: paper.printed,
      difference: paper.difference,
      note: metric ? paper.note : undefined,
      borrowedFrom: paper.borrowedFrom,
    },
  };
}

/** Stands in for a metric that was not published, so that its printed value is still shown. */
function absent(key: string, unit: string): MetricResult {
  return { key, value: Number.NaN, unit, seeds: [], reproduction: 'simulated', configuration: null };
}

function reportClaim({ key, verdict, passed, reason }: GatedClaim, run: NotebookRun): ReportedClaim {
  const claim = run.claims.find((candidate) => candidate.key === key);
  const gate = { verdict, passed, reason };
  return claim ? { ...claim, gate } : { key, sentence: key, verdict: null, support: null, gate };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
