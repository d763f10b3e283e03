import type { FeatureBank } from '../../lib/adjustment/index.js';

/** What the contract suite has to know of an adjustment; `cases/<name>.ts` exports it as `cases`. */
export interface AdjustmentCases {
  /** Options that keep the suite fast. Default none. */
  options?: Record<string, unknown>;
  /** Options that take the order of classes out of all that is drawn. Default `options`. */
  orderless?: Record<string, unknown>;
  /** How many numbers gradient descent changes. */
  parameterCount: (sizes: { classCount: number; featureSize: number }) => number;
  /** Float64 logits of a whole split, row-major, by other means than the library's. */
  reference?: { options: Record<string, unknown>; logits: (bank: FeatureBank, split: 'train' | 'test') => number[] }[];
  /** The objective of stage two in float64, for adjustments that learn. */
  objective?: Objective[];
  /** Options under which the adjustment is the stage-one classifier. Default none. */
  identity?: Record<string, unknown>[];
}

/** Numbers by name, flat. */
export type Parameters = Record<string, number[]>;

/** What gradient descent minimises, written down in plain numbers. */
export interface Objective {
  /** Options besides those of the descent itself. */
  options: Record<string, unknown>;
  /** Initial values of what is learned. */
  initial: (bank: FeatureBank) => Parameters;
  /** Logits of a sample. */
  logits: (z: number[], parameters: Parameters, bank: FeatureBank) => number[];
  /** Logits of a test sample where they are others. Default `logits`. */
  testLogits?: (z: number[], parameters: Parameters, bank: FeatureBank) => number[];
  /** The loss of a sample; the objective is Σ weight·loss / Σ weight, or / n where `mean` says so. */
  loss: (logits: number[], label: number, bank: FeatureBank) => number;
  /** Weight of a sample of a class. Default 1. */
  weight?: (label: number, bank: FeatureBank) => number;
  /** What the weighted sum is divided by. Default `count`. */
  divisor?: 'count' | 'weights';
  /** Factors on the learning rate. Default 1. */
  rates?: Record<string, number>;
}
