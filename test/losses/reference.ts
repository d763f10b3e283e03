/** Losses in float64 straight from the papers' formulas: the independent witness against which the tensors are held. */

type Matrix = readonly (readonly number[])[];

/** A loss of one batch in plain numbers. */
export type ReferenceLoss = (logits: Matrix, labels: readonly number[], classCounts: readonly number[]) => number;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

function negativeLogSoftmax(row: readonly number[], label: number): number {
  const largest = Math.max(...row);
  return largest + Math.log(sum(row.map((value) => Math.exp(value - largest)))) - row[label]!;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const focal = (loss: number, gamma: number) => (1 - Math.exp(-loss)) ** gamma * loss;

function effectiveNumber(counts: readonly number[], beta: number): number[] {
  const weights = counts.map((count) => (1 - beta) / (1 - beta ** count));
  return weights.map((weight) => (weight * counts.length) / sum(weights));
}

export const crossEntropyReference: ReferenceLoss = (logits, labels) =>
  mean(logits.map((row, i) => negativeLogSoftmax(row, labels[i]!)));

export const logitAdjustedReference =
  (tau: number): ReferenceLoss =>
  (logits, labels, counts) =>
    crossEntropyReference(
      logits.map((row) => row.map((value, k) => value + tau * Math.log(counts[k]! / sum(counts)))),
      labels,
      counts,
    );

export const focalReference =
  (gamma: number, { weighting = 'none' }: { weighting?: 'none' | 'inside' | 'outside' } = {}): ReferenceLoss =>
  (logits, labels, counts) => {
    const weights = effectiveNumber(counts, 0.9999);
    return mean(
      logits.map((row, i) => {
        const [loss, weight] = [negativeLogSoftmax(row, labels[i]!), weights[labels[i]!]!];
        if (weighting === 'none') return focal(loss, gamma);
        return weighting === 'inside' ? focal(weight * loss, gamma) : weight * focal(loss, gamma);
      }),
    );
  };

export const weightedMeanReference =
  (beta: number): ReferenceLoss =>
  (logits, labels, counts) => {
    const weights = effectiveNumber(counts, beta);
    const losses = logits.map((row, i) => weights[labels[i]!]! * negativeLogSoftmax(row, labels[i]!));
    return sum(losses) / sum(labels.map((label) => weights[label]!));
  };

export const sigmoidFocalReference =
  (gamma: number): ReferenceLoss =>
  (logits, labels, counts) => {
    const weights = effectiveNumber(counts, 0.9999);
    return mean(
      logits.map((row, i) => {
        const signed = row.map((value, k) => (k === labels[i] ? value : -value));
        return weights[labels[i]!]! * sum(signed.map((x) => Math.exp(-gamma * softplus(x)) * softplus(-x)));
      }),
    );
  };

/** Central differences of a reference loss with respect to every logit. */
export function finiteDifferences(
  loss: ReferenceLoss,
  logits: Matrix,
  labels: readonly number[],
  classCounts: readonly number[],
  step = 1e-5,
): number[][] {
  const at = (row: number, column: number, shift: number) =>
    loss(
      logits.map((values, i) => values.map((value, k) => (i === row && k === column ? value + shift : value))),
      labels,
      classCounts,
    );
  return logits.map((values, i) => values.map((_, k) => (at(i, k, step) - at(i, k, -step)) / (2 * step)));
}
