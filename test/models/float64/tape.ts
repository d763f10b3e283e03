/** An array in double precision with the gradient of a loss by each of its numbers. */
export interface Value {
  shape: readonly number[];
  data: Float64Array;
  gradient: Float64Array;
}

export function value(shape: readonly number[], data: ArrayLike<number>): Value {
  return { shape, data: Float64Array.from(data), gradient: new Float64Array(data.length) };
}

/** What was computed, so that gradients can be carried back. */
export class Tape {
  readonly #steps: (() => void)[] = [];

  /**
   * A new value.
   *
   * @param carryBack adds the value's gradient, weighted by the derivatives, to the gradients that it was made from.
   */
  result(shape: readonly number[], data: Float64Array, carryBack: (gradient: Float64Array) => void): Value {
    const made: Value = { shape, data, gradient: new Float64Array(data.length) };
    this.#steps.push(() => carryBack(made.gradient));
    return made;
  }

  /** Gives all values on the tape, and those that they were made from, the gradient of `loss`. */
  differentiate(loss: Value): void {
    loss.gradient.fill(1);
    for (const step of this.#steps.toReversed()) step();
  }
}
