import type { z } from 'zod';
import type { Adjuster } from './adjusted-classifier.js';

/** What an adjustment may know of the run besides its options. */
export interface AdjustmentContext {
  /** Seed of whatever the adjustment draws. */
  seed: number;
}

/** How a run configuration reaches an adjustment: the schema of its options, and the way from options to the adjuster. */
export interface AdjustmentDefinition<Schema extends z.ZodObject = z.ZodObject> {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  create(options: z.output<Schema>, context: AdjustmentContext): Adjuster;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineAdjustment<Schema extends z.ZodObject>(
  definition: AdjustmentDefinition<Schema>,
): AdjustmentDefinition {
  return definition as unknown as AdjustmentDefinition;
}
