import type { Baseline } from './baseline.js';
import { compareMetric, type ValueVerdict } from './compare-metric.js';
import { type ClaimResult, isMeanOfSeeds, type NotebookResults, seedValues } from './results.js';
import { checkTolerances, fitsPattern, resolveTolerance } from './tolerance.js';

/** Outcome of a gated metric; `match` and `not significant` pass, everything else fails. */
export type MetricVerdict =
  | ValueVerdict
  | 'missing'
  | 'not finite'
  | 'inconsistent'
  | 'published twice'
  | 'no baseline'
  | 'other configuration'
  | 'other unit';

/** Outcome of a gated claim; `match` and `not significant` pass. */
export type ClaimGateVerdict =
  | 'match'
  | 'not significant'
  | 'regression'
  | 'improvement'
  | 'deviation'
  | 'missing'
  | 'published twice'
  | 'no baseline';

interface GatedEntry<Verdict, Value> {
  key: string;
  verdict: Verdict;
  passed: boolean;
  /** One sentence. */
  reason: string;
  run: Value | null;
  baseline: Value | null;
}
export interface GatedMetric extends GatedEntry<MetricVerdict, number> {
  /** Run minus baseline, null when they could not be compared. */
  difference: number | null;
  allowance: number | null;
  /** Pattern of the hand-written tolerance that was applied. */
  tolerance?: string;
}
export type GatedClaim = GatedEntry<ClaimGateVerdict, ClaimResult['verdict']>;

/** A failure of the notebook as a whole. */
export interface GateProblem {
  verdict: 'notebook failed' | 'nothing compared' | 'not run' | 'other baseline';
  reason: string;
}

export interface GateReport {
  metrics: GatedMetric[];
  claims: GatedClaim[];
  problems: GateProblem[];
  /** Values and verdicts that were set against an accepted one. */
  compared: number;
  /** Patterns of tolerances that fit no metric: most likely misspelt. */
  unusedTolerances: string[];
  passed: boolean;
}

const comparedVerdicts: ReadonlySet<string> = new Set([
  'match',
  'not significant',
  'regression',
  'improvement',
  'deviation',
]);

/**
 * Decides whether a notebook still does what was accepted. Everything that a comparison could overlook fails under its
 * own name: a metric that is missing, not finite, without a baseline, of another configuration or unit, a
 * changed claim, and a notebook in which nothing was compared.
 *
 * @throws InputError for an unusable tolerance.
 */
export function gateNotebook(run: NotebookResults, baseline: Baseline | null): GateReport {
  if (baseline) checkTolerances(baseline.tolerances);
  if (run.status === 'skipped') return gateSkipped(baseline);
  if (baseline && (baseline.notebook !== run.notebook || baseline.tier !== run.tier)) {
    const reason = `The baseline belongs to ${baseline.tier}/${baseline.notebook}, the run to ${run.tier}/${run.notebook}.`;
    return summarize([], [], [{ verdict: 'other baseline', reason }], []);
  }
  const metrics = union(run.metrics, Object.keys(baseline?.metrics ?? {})).map((key) => gateMetric(key, run, baseline));
  const claims = union(run.claims, Object.keys(baseline?.claims ?? {})).map((key) => gateClaim(key, run, baseline));
  const problems: GateProblem[] = [];
  if (run.status === 'failed')
    problems.push({ verdict: 'notebook failed', reason: 'The notebook stopped with an error.' });
  const unused = (baseline?.tolerances ?? []).filter(
    ({ pattern }) => !metrics.some(({ key }) => fitsPattern(pattern, key)),
  );
  return summarize(
    metrics,
    claims,
    problems,
    unused.map(({ pattern }) => pattern),
  );
}

/** A notebook that its tier leaves out passes, unless there are accepted values that nobody then looks at. */
function gateSkipped(baseline: Baseline | null): GateReport {
  const problems: GateProblem[] = baseline
    ? [{ verdict: 'not run', reason: 'A baseline exists, but the notebook was skipped.' }]
    : [];
  return { metrics: [], claims: [], problems, compared: 0, unusedTolerances: [], passed: problems.length === 0 };
}

function summarize(
  metrics: GatedMetric[],
  claims: GatedClaim[],
  problems: GateProblem[],
  unusedTolerances: string[],
): GateReport {
  const compared = [...metrics, ...claims].filter(({ verdict }) => comparedVerdicts.has(verdict)).length;
  if (compared === 0)
    problems.push({
      verdict: 'nothing compared',
      reason: 'Not one published value has an accepted one to compare with.',
    });
  const passed = problems.length === 0 && [...metrics, ...claims].every((entry) => entry.passed);
  return { metrics, claims, problems, compared, unusedTolerances, passed };
}

function union(published: readonly { key: string }[], accepted: string[]): string[] {
  return [...new Set([...published.map(({ key }) => key), ...accepted])];
}

function gateMetric(key: string, run: NotebookResults, baseline: Baseline | null): GatedMetric {
  const published = run.metrics.filter((metric) => metric.key === key);
  const metric = published[0];
  const accepted = baseline && Object.hasOwn(baseline.metrics, key) ? baseline.metrics[key]! : null;
  const values = { key, run: metric?.value ?? null, baseline: accepted?.value ?? null };
  const fail = (verdict: MetricVerdict, reason: string): GatedMetric => ({
    ...values,
    verdict,
    passed: false,
    reason,
    difference: null,
    allowance: null,
  });

  if (!metric) return fail('missing', 'The run did not publish this metric.');
  if (published.length > 1)
    return fail('published twice', `The notebook published this metric ${published.length} times.`);
  const broken = [metric.value, ...seedValues(metric)].find((value) => !Number.isFinite(value));
  if (broken !== undefined) return fail('not finite', `A value is ${broken}.`);
  if (new Set(metric.seeds.map(({ seed }) => seed)).size < metric.seeds.length)
    return fail('inconsistent', 'One seed occurs twice among the values by seed.');
  if (!isMeanOfSeeds(metric)) return fail('inconsistent', 'The value is not the mean of the values by seed.');
  if (!accepted) return fail('no baseline', 'No value was accepted for this metric yet: accept it.');
  if (metric.configuration !== accepted.configuration)
    return fail(
      'other configuration',
      `The run has configuration ${metric.configuration}, the baseline ${accepted.configuration}: they do not compare.`,
    );
  if (metric.unit !== accepted.unit)
    return fail('other unit', `The run is in "${metric.unit}", the baseline in "${accepted.unit}".`);

  const tolerance = resolveTolerance(key, baseline!.tolerances);
  const { verdict, reason, difference, allowance } = compareMetric(metric, accepted, {
    engineClass: run.engineClass,
    sameEngineClass: run.engineClass === baseline!.engineClass,
    tolerance,
    comparisons: run.metrics.length,
  });
  const passed = verdict === 'match' || verdict === 'not significant';
  return { ...values, verdict, passed, reason, difference, allowance, tolerance: tolerance?.pattern };
}

function gateClaim(key: string, run: NotebookResults, baseline: Baseline | null): GatedClaim {
  const published = run.claims.filter((claim) => claim.key === key);
  const now = published[0]?.verdict ?? null;
  const before = baseline && Object.hasOwn(baseline.claims, key) ? baseline.claims[key]!.verdict : null;
  const entry = (verdict: ClaimGateVerdict, reason: string): GatedClaim => ({
    key,
    verdict,
    passed: verdict === 'match' || verdict === 'not significant',
    reason,
    run: now,
    baseline: before,
  });
  if (now === null) return entry('missing', 'The run did not judge this claim.');
  if (published.length > 1)
    return entry('published twice', `The notebook judged this claim ${published.length} times.`);
  if (before === null) return entry('no baseline', 'No verdict was accepted for this claim yet: accept it.');
  if (now === before) return entry('match', `Still ${now}.`);
  const change = `The claim was ${before} and is now ${now}.`;
  // Seeds are few and engines round differently: only a flip of the verdict tells engines apart.
  if (run.engineClass !== baseline!.engineClass && [before, now].includes('undecided')) {
    return entry('not significant', `${change} Another engine's rounding can do that.`);
  }
  if (before === 'supported') return entry('regression', change);
  if (now === 'supported') return entry('improvement', `${change} Accept it if it is meant.`);
  return entry('deviation', change);
}
