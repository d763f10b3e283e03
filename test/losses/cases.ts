import type { Reference } from './reference.js';

/** Random numbers that a loss takes besides logits and labels. */
export interface Input {
  /** One row for each sample of the batch, for each class, or so many. */
  rows: 'samples' | 'classes' | number;
  columns: number | 'classes';
  /** Whether each row has length one. Default false. */
  unitRows?: boolean;
  /** Whether the loss is constant in it, so that it has no gradient. Default false. */
  constant?: boolean;
}

export interface LossCase {
  /** Options other than the defaults; as a function, such as depend on the counts and follow the classes' order. */
  options?: Record<string, unknown> | ((counts: readonly number[]) => Record<string, unknown>);
  /** The loss in float64, written from the paper and not from `lib`. */
  reference: Reference;
  /** Whether the loss draws random numbers by the place of a class or sample, so that their order matters. Default false. */
  ordered?: boolean;
  /** Whether the loss with these options is no mean over samples and refuses sample weights. Default that of the loss. */
  wholeBatch?: boolean;
  /** Of values and gradients in float32. Default 1e-5 and 1e-3. */
  relative?: { value: number; gradient: number };
}

/**
 * The file `test/losses/cases/<name>.ts` of a registered loss; the contract suite runs every row on every engine:
 *
 * ```ts
 * export default {
 *   rows: [
 *     { reference: meanOf((logits, label) => focal(negativeLogSoftmax(logits, label), 1)) },
 *     { options: { gamma: 0 }, reference: meanOf(negativeLogSoftmax) },
 *   ],
 * } satisfies LossCases;
 * ```
 *
 * Gradients are checked against central differences of the reference. Golden values lie in `golden/*.json`, each a batch
 * and entries of name, options, value and gradient; what belongs to one loss alone is tested in `<name>.test.ts`.
 */
export interface LossCases {
  rows: readonly LossCase[];
  /** Whether logits are cosines: all within −1 … 1, and exactly ±1 where other losses meet ±10,000. Default false. */
  angular?: boolean;
  /** What the loss takes besides logits, by its name in `LossOutput`, e.g. features: { rows: 'samples', columns: 5 }. */
  inputs?: Readonly<Record<string, Input>>;
  /** Whether the loss is no mean over samples and refuses sample weights. Default false. */
  wholeBatch?: boolean;
}
