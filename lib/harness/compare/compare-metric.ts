import { mean, oneSidedTTest, sampleStandardDeviation } from '../../statistics/index.js';
import { type Better, betterDirection, printedCell } from '../targets/index.js';
import type { AcceptedMetric } from './baseline.js';
import { type MetricResult, seedValues } from './results.js';
import { checkTolerance, type Tolerance } from './tolerance.js';

/** Engine classes whose results are the same bits on every machine: their baselines are compared exactly. */
export const exactEngineClasses: ReadonlySet<string> = new Set(['native']);

/**
 * What is allowed where bits cannot be compared and nobody wrote a tolerance: 2 percentage points for rates, 5 % of the
 * baseline otherwise. Training is chaotic, so engines that round differently end in different, equally good models.
 */
export const looseTolerance = { percentagePoints: 2, relative: 0.05 } as const;

/** Level of the one-sided t test that tells a change from the noise of the seeds. */
export const significanceLevel = 0.05;

/** Outcomes of comparing two finite numbers; only the first two pass the gate. */
export type ValueVerdict = 'match' | 'not significant' | 'regression' | 'improvement' | 'deviation';

export interface ValueComparison {
  verdict: ValueVerdict;
  /** Run minus baseline. */
  difference: number;
  /** Largest difference that passes without a test; 0 when compared exactly. */
  allowance: number;
  reason: string;
}

export interface CompareMetricOptions {
  /** Whether both values come from one engine class. */
  sameEngineClass: boolean;
  /** The engine class of the run. */
  engineClass: string;
  /** The hand-written tolerance that fits the metric, if there is one. */
  tolerance?: Tolerance;
  /** How many metrics of the notebook are compared, default 1; see `compareMetric`. */
  comparisons?: number;
}

/**
 * Compares a metric with its accepted value. Values of one exact engine class must agree in every bit, seed by seed,
 * unless there is a hand-written tolerance.
 *
 * All others match up to |run - baseline| <= max(absolute, relative · |baseline|, 3σ), σ the sample standard deviation
 * of the baseline's seeds. A larger difference counts when the one-sided t test finds it significant; with fewer than
 * three seeds on either side it always counts. Between engine classes every trained number differs by chance, and among
 * a hundred tests at 5 % some would fail: there the level is divided by the number of comparisons (Bonferroni).
 */
export function compareMetric(
  run: MetricResult,
  baseline: AcceptedMetric,
  { sameEngineClass, engineClass, tolerance, comparisons = 1 }: CompareMetricOptions,
): ValueComparison {
  const difference = run.value - baseline.value;
  if (!tolerance && sameEngineClass && exactEngineClasses.has(engineClass)) return compareExactly(run, baseline);

  const allowance = allowedDifference(baseline, run.unit, tolerance);
  const size = `${describe(difference, run.unit)} against the baseline ${describe(baseline.value, run.unit, false)}`;
  if (Math.abs(difference) <= allowance)
    return {
      verdict: 'match',
      difference,
      allowance,
      reason: `${size}, within ${describe(allowance, run.unit, false)}.`,
    };

  const verdict = directionOf(difference, run.key);
  const beyond = `${size}, beyond the allowed ${describe(allowance, run.unit, false)}`;
  if (run.seeds.length < 3 || baseline.seeds.length < 3)
    return { verdict, difference, allowance, reason: `${beyond}; too few seeds for a test (fewer than 3).` };
  const level = sameEngineClass ? significanceLevel : significanceLevel / comparisons;
  const p = probabilityOfChance(seedValues(run), seedValues(baseline));
  const tested = `one-sided t test, p = ${p < 0.001 ? p.toExponential(0) : p.toFixed(3)}`;
  return p < level
    ? { verdict, difference, allowance, reason: `${beyond}, and significant (${tested}).` }
    : { verdict: 'not significant', difference, allowance, reason: `${beyond}, but not significant (${tested}).` };
}

function compareExactly(run: MetricResult, baseline: AcceptedMetric): ValueComparison {
  const difference = run.value - baseline.value;
  const seedsAgree =
    run.seeds.length === baseline.seeds.length &&
    run.seeds.every(({ seed, value }, i) => seed === baseline.seeds[i]!.seed && value === baseline.seeds[i]!.value);
  if (difference === 0 && seedsAgree)
    return { verdict: 'match', difference, allowance: 0, reason: 'Equal to the baseline in every bit.' };
  if (difference === 0)
    return {
      verdict: 'deviation',
      difference,
      allowance: 0,
      reason: 'The mean is the baseline, but its seeds differ.',
    };
  const reason =
    `${describe(difference, run.unit)} against the baseline ${describe(baseline.value, run.unit, false)}, ` +
    'where this engine must reproduce every bit.';
  return { verdict: directionOf(difference, run.key), difference, allowance: 0, reason };
}

function allowedDifference(baseline: AcceptedMetric, unit: string, tolerance: Tolerance | undefined): number {
  if (tolerance) checkTolerance(tolerance);
  const { absolute = 0, relative = 0 } =
    tolerance ?? (unit === '%' ? { absolute: looseTolerance.percentagePoints } : { relative: looseTolerance.relative });
  const noise = baseline.seeds.length >= 2 ? 3 * sampleStandardDeviation(seedValues(baseline)) : 0;
  return Math.max(absolute, relative * Math.abs(baseline.value), noise);
}

/** p of the one-sided t test in the direction of the change; seeds without any spread leave nothing to chance. */
function probabilityOfChance(run: readonly number[], baseline: readonly number[]): number {
  const [higher, lower] = mean(run) > mean(baseline) ? [run, baseline] : [baseline, run];
  return oneSidedTTest(higher, lower).p;
}

function directionOf(difference: number, key: string): 'regression' | 'improvement' | 'deviation' {
  const better = printedDirection(key);
  if (better === undefined) return 'deviation';
  return (better === 'higher') === difference > 0 ? 'improvement' : 'regression';
}

/** Which way the printed cell of a metric improves; undefined for a key that is no cell of a paper. */
function printedDirection(key: string): Better | undefined {
  try {
    return betterDirection(printedCell(key)?.quantity);
  } catch {
    return undefined;
  }
}

/** `+0.31 pp`, `-2.4e-7`: a difference; without sign, a value in its unit. */
function describe(value: number, unit: string, isDifference = true): string {
  const magnitude = Math.abs(value);
  const digits =
    magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e6) ? value.toExponential(1) : value.toPrecision(4);
  const suffix = unit === '%' ? (isDifference ? ' pp' : '%') : unit && ` ${unit}`;
  return `${isDifference && value > 0 ? '+' : ''}${digits}${suffix}`;
}
