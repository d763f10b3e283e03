import type { MetricInput } from '../../lib/metrics/index.js';
import { randomStream } from '../../lib/random/index.js';

export interface SmallInputOptions {
  /** Test samples of each class; 0 leaves a class out. */
  samples: number[];
  /** Logits are about this large. Default 3. */
  scale?: number;
  /** Default 3. */
  featureSize?: number;
  seed?: number;
}

export interface SmallInput extends MetricInput {
  labels: Int32Array;
  logits: Float64Array;
  features: Float64Array;
  classWeights: Float64Array;
}

/** Random outputs of an invented model, everything that some metric needs, samples in mixed order. */
export function smallInput({ samples, scale = 3, featureSize = 3, seed = 0 }: SmallInputOptions): SmallInput {
  const stream = randomStream(seed, 'small-input');
  const numbers = (length: number, factor = 1) => Float64Array.from({ length }, () => factor * stream.normal());
  const labels = Int32Array.from(samples.flatMap((count, k) => new Array<number>(count).fill(k)));
  stream.shuffle(labels);
  const statistics = () => ({
    'bn1.running_mean': numbers(4),
    'bn1.running_var': numbers(4).map(Math.exp),
    'layer1.0.bn1.running_mean': numbers(2),
    'layer1.0.bn1.running_var': numbers(2).map(Math.exp),
  });
  return {
    labels,
    logits: numbers(labels.length * samples.length, scale),
    features: numbers(labels.length * featureSize),
    classWeights: numbers(samples.length * featureSize),
    runningStatistics: statistics(),
    shiftedStatistics: statistics(),
  };
}

/** The rows of a row-major matrix. */
export function rowsOf(values: ArrayLike<number>, rowCount: number): number[][] {
  const width = values.length / rowCount;
  return Array.from({ length: rowCount }, (_, i) => Array.from({ length: width }, (_, j) => values[i * width + j]!));
}

/** The same outputs with the samples in another order. */
export function withSampleOrder(input: SmallInput, order: number[]): SmallInput {
  const taken = (values: ArrayLike<number>) => {
    const rows = rowsOf(values, order.length);
    return Float64Array.from(order.flatMap((i) => rows[i]!));
  };
  return {
    ...input,
    labels: Int32Array.from(order, (i) => input.labels[i]!),
    logits: taken(input.logits),
    features: taken(input.features),
  };
}

/** The same outputs with the classes renumbered: `order[k]` is the old number of class k. */
export function withClassOrder(input: SmallInput, order: number[]): SmallInput {
  const weights = rowsOf(input.classWeights, order.length);
  return {
    ...input,
    labels: input.labels.map((label) => order.indexOf(label)),
    logits: Float64Array.from(rowsOf(input.logits, input.labels.length).flatMap((row) => order.map((k) => row[k]!))),
    classWeights: Float64Array.from(order.flatMap((k) => weights[k]!)),
  };
}
