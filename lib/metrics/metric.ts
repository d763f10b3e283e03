import type { z } from 'zod';
import type { MethodDescription } from '../method.js';
import type { Numbers } from './rows.js';

/** What a metric may look at; each names what it needs. Matrices are row-major: n samples, K classes, p features. */
export interface MetricInput {
  /** Raw scores [n, K], as the model gives them at test time. */
  logits: Numbers;
  /** True classes [n], 0 … K-1. */
  labels: Numbers;
  /** [n, p], what the classifier sees. */
  features: Numbers;
  /** W [K, p], the classifier's weights. */
  classWeights: Numbers;
  /** Running means and variances by PyTorch name, `….running_mean` and `….running_var`. */
  runningStatistics: Readonly<Record<string, Numbers>>;
  /** The same of the same network after stage two. */
  shiftedStatistics: Readonly<Record<string, Numbers>>;
}

/** What a metric may know of the training set. */
export interface MetricContext {
  /** Training samples of each class, in the order of the logits. */
  counts: readonly number[];
  /** K. */
  classCount: number;
}

/** A metric whose options are settled. */
export type Metric<Result = unknown> = (input: Partial<MetricInput>) => Result;

/** What every metric tells of itself, and how its options become a function. */
export interface MetricDefinition<Result = unknown> extends MethodDescription {
  /** Of every number of the result. */
  unit: string;
  /** Shape of the result, and what it holds where nothing can be measured. */
  result: string;
  needs: readonly (keyof MetricInput)[];
  /** Strict schema of the plain options, each with its default and meaning. */
  options: z.ZodObject;
  create(options: Record<string, unknown>, context: MetricContext): (input: MetricInput) => Result;
}

/** A definition as its file writes it: `create` sees the schema's output, and of the input only what `needs` names. */
export interface TypedMetricDefinition<Schema extends z.ZodObject, Need extends keyof MetricInput, Result>
  extends Omit<MetricDefinition, 'needs' | 'options' | 'create'> {
  needs: readonly Need[];
  options: Schema;
  create(options: z.output<Schema>, context: MetricContext): (input: Pick<MetricInput, Need>) => Result;
}

/** Checks a definition against its own schema and needs; what it returns is what the registry lists. */
export function defineMetric<Schema extends z.ZodObject, Need extends keyof MetricInput, Result>(
  definition: TypedMetricDefinition<Schema, Need, Result>,
): MetricDefinition<Result> {
  return definition as unknown as MetricDefinition<Result>;
}
