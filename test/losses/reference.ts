/** What references have in common: losses in float64, straight from the papers' formulas, independent of `lib`. */

export type Row = readonly number[];
export type Matrix = readonly Row[];

/** A batch in plain numbers. */
export interface Batch {
  /** [n, K]; cosines where the loss is angular. */
  logits: Matrix;
  labels: readonly number[];
  /** Training samples of each class. */
  counts: readonly number[];
  /** Sample weights; ones when the loss is called without. */
  shares: readonly number[];
  /** Whatever else the loss takes, under the names of `LossOutput`. */
  inputs: Readonly<Record<string, Matrix>>;
}

/**
 * The loss of a batch. What the loss does not differentiate through is read from `detached`, which is `batch` itself
 * unless a gradient is being taken.
 */
export type Reference = (batch: Batch, detached: Batch) => number;

export const sum = (values: Row) => values.reduce((total, value) => total + value, 0);
export const mean = (values: Row) => sum(values) / values.length;

/** The mean over the batch of the shares of the losses of the samples. */
export const meanOf =
  (lossOfSample: (logits: Row, label: number, batch: Batch, sample: number) => number): Reference =>
  (batch) =>
    mean(batch.logits.map((row, i) => batch.shares[i]! * lossOfSample(row, batch.labels[i]!, batch, i)));

/** The sum of the losses of the samples, weighted by class, divided by the sum of these weights. */
export const weightedMeanOf =
  (weightsOf: (counts: Row) => Row, lossOfSample: (logits: Row, label: number, batch: Batch) => number): Reference =>
  (batch) => {
    const ofClass = weightsOf(batch.counts);
    const weights = batch.labels.map((label) => ofClass[label]!);
    const losses = batch.logits.map((row, i) => batch.shares[i]! * lossOfSample(row, batch.labels[i]!, batch));
    return sum(losses.map((loss, i) => weights[i]! * loss)) / sum(weights);
  };

export function logSoftmax(logits: Row): number[] {
  const largest = Math.max(...logits);
  const logSum = largest + Math.log(sum(logits.map((value) => Math.exp(value - largest))));
  return logits.map((value) => value - logSum);
}

export const negativeLogSoftmax = (logits: Row, label: number) => -logSoftmax(logits)[label]!;

export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

export const focal = (crossEntropy: number, gamma: number) => (1 - Math.exp(-crossEntropy)) ** gamma * crossEntropy;

export const sigmoidFocal = (logits: Row, label: number, gamma: number) =>
  sum(
    logits.map((value, k) => {
      const x = k === label ? value : -value;
      return Math.exp(-gamma * softplus(x)) * softplus(-x);
    }),
  );

export function prior(counts: Row): number[] {
  const total = sum(counts);
  return counts.map((count) => count / total);
}

export const scaledToClassCount = (weights: Row) => prior(weights).map((share) => share * weights.length);

export const effectiveNumber = (counts: Row, beta: number) => counts.map((count) => (1 - beta) / (1 - beta ** count));
