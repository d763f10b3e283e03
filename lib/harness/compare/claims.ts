import { InputError } from '../../errors.js';
import { randomStream } from '../../random/index.js';
import { bootstrapProbability } from '../../statistics/index.js';
import type { Measurement, Predicate } from './predicates.js';
import { type ClaimResult, type MetricResult, seedValues } from './results.js';

/** A sentence of a paper that one of its tables or figures supports. */
export interface Claim {
  /** `<paper>/<table or figure>/<short name>`. */
  key: string;
  /** The paper's sentence. */
  sentence: string;
  /** Page or section where it stands. */
  source: string;
  predicate: Predicate;
}

/** Values of every metric by seed: `values[key][i]` belongs to the i-th seed. */
export type ValuesBySeed = Record<string, readonly Measurement[]>;

/** Published metrics as the values that claims read; a metric without seeds counts as one seed. */
export function valuesBySeed(metrics: readonly MetricResult[]): ValuesBySeed {
  return Object.fromEntries(
    metrics.map((metric) => [metric.key, metric.seeds.length > 0 ? seedValues(metric) : [metric.value]]),
  );
}

export interface EvaluateClaimOptions {
  /** Resamples of the seeds, default 2000. */
  resamples?: number;
  /** Share of resamples that decides, default 0.95. */
  confidence?: number;
  /** Seed of the resampling, default 0. */
  seed?: number;
}

/**
 * Judges a claim by a percentile bootstrap over the seeds: supported when the predicate holds in at least `confidence` of
 * the resamples, not supported when it holds in at most 1 - `confidence`, else undecided. Metrics with equally many
 * seeds are resampled together, since the same seed means the same data. One seed decides by the sign, and says so.
 *
 * @throws InputError when a metric is missing, empty, or not finite.
 */
export function evaluateClaim(
  { key, sentence, source, predicate }: Claim,
  values: ValuesBySeed,
  { resamples = 2000, confidence = 0.95, seed = 0 }: EvaluateClaimOptions = {},
): ClaimResult {
  const samples = new Map(predicate.metrics.map((metric) => [metric, samplesOf(metric, values, key)]));
  const counts = [...samples.values()].map((sample) => sample.length);
  const seeds = counts.length === 0 ? 1 : Math.min(...counts);
  const margin = marginOf(predicate, samples, key);
  const result = { key, sentence, source, predicate: predicate.description, margin, seeds };

  if (Math.max(1, ...counts) === 1) {
    const verdict: ClaimResult['verdict'] = holds(predicate, margin) ? 'supported' : 'not supported';
    return { ...result, verdict, support: null, remark: 'one seed' };
  }
  // One list of seed indices for all metrics of a length, so that they are drawn together.
  const lengths = [...new Set(counts)];
  const support = bootstrapProbability(
    lengths.map((length) => Array.from({ length }, (_, index) => index)),
    (...drawn) => {
      const pick = (sample: readonly Measurement[]) => drawn[lengths.indexOf(sample.length)]!.map((i) => sample[i]!);
      const resampled = new Map([...samples].map(([metric, sample]) => [metric, pick(sample)]));
      return holds(predicate, marginOf(predicate, resampled, key));
    },
    { stream: randomStream(seed, 'claim', key), resamples },
  );
  const verdict: ClaimResult['verdict'] =
    support >= confidence ? 'supported' : support <= 1 - confidence ? 'not supported' : 'undecided';
  return { ...result, verdict, support, ...(seeds === 1 ? { remark: 'one seed of some metrics' } : {}) };
}

/** The claims whose metrics are all there, judged; a tier need not have the others. */
export function evaluateClaims(
  claims: readonly Claim[],
  values: ValuesBySeed,
  options: EvaluateClaimOptions = {},
): ClaimResult[] {
  return claims
    .filter(({ predicate }) => predicate.metrics.every((metric) => Object.hasOwn(values, metric)))
    .map((claim) => evaluateClaim(claim, values, options));
}

function holds({ holdsAtZero }: Predicate, margin: number): boolean {
  return holdsAtZero ? margin >= 0 : margin > 0;
}

function samplesOf(metric: string, values: ValuesBySeed, claim: string): readonly Measurement[] {
  const sample = Object.hasOwn(values, metric) ? values[metric]! : [];
  if (sample.length === 0)
    throw new InputError(`The claim ${claim} needs the metric ${metric}, which was not published: publish it first.`);
  if (!sample.flat().every(Number.isFinite))
    throw new InputError(`The claim ${claim} cannot be judged: the metric ${metric} holds a value that is not finite.`);
  return sample;
}

type Samples = ReadonlyMap<string, readonly Measurement[]>;

/** The predicate's margin at the means over the seeds. */
function marginOf(predicate: Predicate, samples: Samples, claim: string): number {
  const margin = predicate.margin((key) => average(samples.get(key)!));
  if (Number.isFinite(margin)) return margin;
  throw new InputError(`The claim ${claim} cannot be judged: its margin is ${margin}.`);
}

function average(sample: readonly Measurement[]): Measurement {
  const [first] = sample;
  if (typeof first === 'number') return (sample as readonly number[]).reduce((sum, v) => sum + v, 0) / sample.length;
  return first!.map((_, i) => (sample as readonly number[][]).reduce((sum, list) => sum + list[i]!, 0) / sample.length);
}
