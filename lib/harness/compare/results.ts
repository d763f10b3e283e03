import { z } from 'zod';
import { reproductions } from '../../experiment/index.js';
import { mean } from '../../statistics/index.js';

export const claimVerdicts = ['supported', 'not supported', 'undecided'] as const;

/** JSON writes NaN and infinities as null: they are read back as NaN, for the gate to refuse by name. */
const numberOrLost = z
  .union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity), z.null()])
  .transform((value) => value ?? Number.NaN);

/** Where a value comes from: computed now, found in the store, or read from a record that was committed. */
export const provenanceSchema = z.object({
  origin: z.enum(['fresh run', 'cached', 'committed record', 'confirmed record', 'stale record']),
  /** Commit that computed it, when it was not computed now. */
  commit: z.string().optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** A metric as a notebook published it (`PublishedMetric` of lib/notebook), and what the harness knows besides. */
export const metricResultSchema = z.object({
  /** `<paper>/<table or figure>/<row>/<column>`. */
  key: z.string().min(1),
  /** Mean over the seeds. */
  value: numberOrLost,
  /** `%`, or empty for numbers without a unit. */
  unit: z.string(),
  seeds: z.array(z.object({ seed: z.number(), value: numberOrLost })),
  reproduction: z.enum(reproductions),
  /** Hash of the configuration that made the value. */
  configuration: z.string().nullable(),
  provenance: provenanceSchema.optional(),
});
export type MetricResult = z.output<typeof metricResultSchema>;

/** A claim as a notebook published it (`PublishedClaim` of lib/notebook), and what `evaluateClaim` tells besides. */
export const claimResultSchema = z.object({
  key: z.string().min(1),
  /** The paper's sentence. */
  sentence: z.string(),
  verdict: z.enum(claimVerdicts),
  /** Share of bootstrap resamples of the seeds in which the claim holds; null when nothing was resampled. */
  support: z.number().min(0).max(1).nullable(),
  reproduction: z.enum(reproductions).optional(),
  configuration: z.string().nullable().optional(),
  /** Page or section of the sentence. */
  source: z.string().optional(),
  /** The predicate in words. */
  predicate: z.string().optional(),
  /** By how much the predicate holds (positive) or fails (negative), in the unit of its metrics. */
  margin: z.number().optional(),
  /** Seeds behind the verdict. */
  seeds: z.int().min(1).optional(),
  /** A remark such as "one seed". */
  remark: z.string().optional(),
});
export type ClaimResult = z.infer<typeof claimResultSchema>;

/** What one notebook of one tier published, ready for comparison. */
export interface NotebookResults {
  /** `<paper>/<name>` of the notebook. */
  notebook: string;
  tier: string;
  /** `EngineDescription.class`: results of one class may be compared bit by bit. */
  engineClass: string;
  status: 'finished' | 'failed' | 'skipped';
  metrics: MetricResult[];
  claims: Pick<ClaimResult, 'key' | 'verdict' | 'sentence' | 'source'>[];
}

/** Whether a metric's value is the mean of its seeds, or it has none; means agree to rounding. */
export function isMeanOfSeeds(metric: Pick<MetricResult, 'value' | 'seeds'>): boolean {
  const values = seedValues(metric);
  if (values.length === 0) return true;
  return Math.abs(metric.value - mean(values)) <= 1e-6 * Math.max(1e-6, Math.abs(metric.value));
}

/** The raw values of a metric in the order of its seeds. */
export function seedValues({ seeds }: Pick<MetricResult, 'seeds'>): number[] {
  return seeds.map(({ value }) => value);
}
