import type { z } from 'zod';
import type { MethodDescription } from '../method.js';
import type { AdjustedClassifier } from './adjusted-classifier.js';
import type { FeatureBank } from './feature-bank.js';

/** What an adjustment may know of the run besides its options. */
export interface AdjustmentContext {
  /** Seed of whatever the adjustment draws. Default 0. */
  seed?: number;
}

/** An adjustment, its options with their defaults, and what `longtail methods` tells of it. */
export interface AdjustmentDefinition<Schema extends z.ZodObject = z.ZodObject> extends MethodDescription {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  /** Learns from the training split of a bank that was found consistent. */
  fit(
    bank: FeatureBank,
    options: z.output<Schema>,
    context: Required<AdjustmentContext>,
  ): AdjustedClassifier | Promise<AdjustedClassifier>;
}

/** Gives `fit` the type of its schema's output; the returned definition is what the registry lists. */
export function defineAdjustment<Schema extends z.ZodObject>(
  definition: AdjustmentDefinition<Schema>,
): AdjustmentDefinition {
  return definition as unknown as AdjustmentDefinition;
}
