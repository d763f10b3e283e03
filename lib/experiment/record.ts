import { z } from 'zod';
import { InputError } from '../errors.js';

const nullableNumbers = z.array(z.number().nullable());

/** What is measured of one model on one split. */
export const measurementsSchema = z.object({
  /** Fractions of one. */
  accuracy: z.number(),
  accuracyByClass: nullableNumbers,
  macroF1: z.number(),
  expectedCalibrationError: z.number(),
  maximumCalibrationError: z.number(),
  /** Fifteen bins of confidence, of which the reliability diagram is drawn; older records lack them. */
  calibrationBins: z
    .array(
      z.object({
        lower: z.number(),
        upper: z.number(),
        count: z.number(),
        confidence: z.number().nullable(),
        accuracy: z.number().nullable(),
      }),
    )
    .optional(),
  /** Rows are true classes, columns predictions. */
  confusion: z.array(z.array(z.number())),
  /** MARC eq. 7: the class's own logit, and its distance to the class's hyperplane (eq. 4), averaged over its samples. */
  meanLogitByClass: nullableNumbers,
  meanMarginByClass: nullableNumbers.nullable(),
});

export type Measurements = z.output<typeof measurementsSchema>;

const curveSchema = z.array(
  z.object({
    epoch: z.number(),
    loss: z.number(),
    trainAccuracy: z.number(),
    learningRate: z.number(),
    testAccuracy: z.number().optional(),
  }),
);

const artifact = z.object({ file: z.string(), sha256: z.string() });

/** By the buffer's PyTorch name, a number for each channel. */
const statistics = z.record(z.string(), z.array(z.number()));

/** The commit that a checkout is at; null outside of git. */
export const commitSchema = z.object({ hash: z.string().nullable(), modified: z.boolean() });

/** What computed, as `EngineDescription` tells it. */
export const engineSchema = z.object({
  name: z.string(),
  device: z.string(),
  instructionSet: z.string(),
  threads: z.number(),
  versions: z.record(z.string(), z.string()),
});

/** One run, as it is stored and committed. */
export const recordSchema = z.object({
  format: z.literal(1),
  key: z.string(),
  description: z.string(),
  identity: z.object({ configuration: z.string(), data: z.string(), code: z.string(), engineClass: z.string() }),
  configuration: z.record(z.string(), z.unknown()),
  /** Stage two: the stage-one run whose bank was used, which other code may have made. */
  base: z
    .object({
      key: z.string(),
      code: z.string(),
      commit: z.string().nullable(),
      engineClass: z.string(),
      /** SHA-256 of the bank's file. */
      bank: z.string().optional(),
    })
    .optional(),
  /** Commit whose code ran, and whether files differed from it. */
  commit: commitSchema,
  engine: engineSchema,
  environment: z.object({ node: z.string(), platform: z.string(), processor: z.string() }),
  startedAt: z.string(),
  /** Later code that trained the first epochs again to the very losses: the record speaks for it too. */
  confirmed: z.object({ code: z.string(), commit: z.string().nullable(), epochs: z.number() }).optional(),
  /** Wall time in the process that finished the run, without its start; a resumed run counts its last part. */
  seconds: z.number(),
  /** Of the process, which a second stage may share with those before it. */
  peakMemoryBytes: z.number(),
  /** Of the native engine's tensors, in use and waiting to be, and like the peak above of the process; null on other engines. */
  tensorPeakBytes: z.number().nullable().optional(),
  classCounts: z.array(z.number()),
  parameterCount: z.object({ trained: z.number(), total: z.number() }),
  classWeightNorms: z.array(z.number()),
  /** Stage one, by epoch. */
  curve: curveSchema.optional(),
  /** Stage one: the epoch with the best test accuracy, beside the last one, which `test` measures. */
  bestEpoch: z.object({ epoch: z.number(), testAccuracy: z.number() }).optional(),
  /** Stage two: what was learned or chosen, by name. */
  parameters: z.record(z.string(), z.array(z.number())).optional(),
  /** Stage two with shifted batch normalisation: running means and variances of stage one and after the shift. */
  runningStatistics: statistics.optional(),
  shiftedStatistics: statistics.optional(),
  train: measurementsSchema,
  test: measurementsSchema,
  artifacts: z.object({ weights: artifact.optional(), bank: artifact.optional() }),
});

export type RunRecord = z.output<typeof recordSchema>;

/** @throws InputError when `value`, read from `path`, is not a run record. */
export function parseRecord(value: unknown, path: string): RunRecord {
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new InputError(
    `${path} is not a run record (${issue.path.join('.')}: ${issue.message}): restore it or delete it.`,
  );
}
