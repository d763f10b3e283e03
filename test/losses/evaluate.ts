import * as tf from '@tensorflow/tfjs-core';
import { createLoss, type LossOutput } from '../../lib/losses/index.js';
import { randomStream } from '../../lib/random/index.js';
import type { Input, LossCase, LossCases } from './cases.js';
import type { Batch, Matrix, Reference } from './reference.js';

/** Gradients by the name of the input: `logits`, and whatever else the loss takes. */
type Gradients = Record<string, ArrayLike<number>>;

export interface Evaluation {
  value: number;
  gradients: Gradients;
}

/** A loss by its name, called with a batch in plain numbers; `weighted` passes its shares as sample weights. */
export async function evaluate(
  name: string,
  options: LossCase['options'],
  { logits, labels, counts, shares, inputs }: Batch,
  { weighted = false } = {},
): Promise<Evaluation> {
  const loss = createLoss(name, { counts, ...(typeof options === 'function' ? options(counts) : options) });
  const names = ['logits', ...Object.keys(inputs)];
  const matrices = [logits, ...Object.values(inputs)].map((matrix) => tf.tensor2d(matrix as number[][]));
  const y = tf.tensor1d([...labels], 'int32');
  const weights = weighted ? tf.tensor1d([...shares], 'float32') : undefined;
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const output = Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor])) as unknown as LossOutput;
    // An input that the loss is constant in has the gradient zero instead of an error.
    const constant = tensors.map((tensor) => tf.mul(0, tf.sum(tensor)));
    return tf.addN([loss(output, y, weights), ...constant]) as tf.Scalar;
  })(matrices);
  const gradients = await Promise.all(grads.map(async (gradient, i) => [names[i], await gradient.data()]));
  const result = { value: (await value.data())[0]!, gradients: Object.fromEntries(gradients) };
  tf.dispose([y, weights ?? [], matrices, value, grads]);
  return result;
}

/** Central differences of a reference with respect to every number of an input, or to those of `places`. */
export function centralDifferences(reference: Reference, batch: Batch, input: string, places?: number[]): number[] {
  const matrix = input === 'logits' ? batch.logits : batch.inputs[input]!;
  const columns = matrix[0]!.length;
  const step = 1e-5;
  const at = (place: number, shift: number) => {
    const shifted = matrix.map((row, i) => row.map((value, k) => (i * columns + k === place ? value + shift : value)));
    const moved =
      input === 'logits' ? { ...batch, logits: shifted } : { ...batch, inputs: { ...batch.inputs, [input]: shifted } };
    return reference(moved, batch);
  };
  return (places ?? Array.from({ length: matrix.length * columns }, (_, place) => place)).map(
    (place) => (at(place, step) - at(place, -step)) / (2 * step),
  );
}

export interface BatchShape {
  samples: number;
  classes: number;
  /** Spread of the logits. Default 3. */
  scale?: number;
}

/** A long-tailed random batch that fits the cases; the same for the same shape. */
export function randomBatch({ samples, classes, scale = 3 }: BatchShape, { angular, inputs = {} }: LossCases): Batch {
  const stream = randomStream(7, 'loss', samples, classes);
  const matrix = (rows: number, columns: number, next: () => number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, next));
  const inputOf = ({ rows, columns, unitRows }: Input): Matrix => {
    const count = rows === 'samples' ? samples : rows === 'classes' ? classes : rows;
    const values = matrix(count, columns === 'classes' ? classes : columns, () => stream.normal());
    return unitRows ? values.map((row) => row.map((value) => value / Math.hypot(...row))) : values;
  };
  return {
    logits: matrix(samples, classes, () => (angular ? 1.9 * stream.uniform() - 0.95 : scale * stream.normal())),
    labels: Array.from({ length: samples }, () => stream.integer(classes)),
    counts: Array.from({ length: classes }, (_, k) => Math.max(1, Math.round(500 * 0.9 ** k))),
    shares: Array.from({ length: samples }, () => 1),
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputOf(input)])),
  };
}

/** A batch of four samples and three classes at the ends of what numbers can be: ±10,000, cosines of ±1, rows of length one. */
export function extremeBatch(cases: LossCases): Batch {
  const extreme = cases.angular ? 1 : 1e4;
  const usual = randomBatch({ samples: 4, classes: 3 }, cases);
  return {
    ...usual,
    logits: [
      [extreme, -extreme, 0],
      [extreme, -extreme, 0],
      [-extreme, -extreme, -extreme],
      [extreme, extreme, extreme],
    ],
    labels: [0, 1, 2, 2],
    inputs: Object.fromEntries(
      Object.entries(usual.inputs).map(([name, matrix]) => [
        name,
        // Rows that are the same or the opposite of each other.
        cases.inputs![name]!.unitRows ? matrix.map((row, i) => row.map((_, k) => (k === 0 ? (-1) ** i : 0))) : matrix,
      ]),
    ),
  };
}

/** The batch with its samples in another order. */
export function reorderSamples(batch: Batch, order: readonly number[], { inputs = {} }: LossCases): Batch {
  const pick = <Item>(items: readonly Item[]) => order.map((i) => items[i]!);
  return {
    ...batch,
    logits: pick(batch.logits),
    labels: pick(batch.labels),
    shares: pick(batch.shares),
    inputs: Object.fromEntries(
      Object.entries(batch.inputs).map(([name, matrix]) => [
        name,
        inputs[name]!.rows === 'samples' ? pick(matrix) : matrix,
      ]),
    ),
  };
}

/** The batch with its classes in another order. */
export function reorderClasses(batch: Batch, order: readonly number[], { inputs = {} }: LossCases): Batch {
  const pick = <Item>(items: readonly Item[]) => order.map((k) => items[k]!);
  return {
    ...batch,
    logits: batch.logits.map(pick),
    labels: batch.labels.map((label) => order.indexOf(label)),
    counts: pick(batch.counts),
    inputs: Object.fromEntries(
      Object.entries(batch.inputs).map(([name, matrix]) => {
        const rows = inputs[name]!.rows === 'classes' ? pick(matrix) : matrix;
        return [name, inputs[name]!.columns === 'classes' ? rows.map(pick) : rows];
      }),
    ),
  };
}
