import * as tf from '@tensorflow/tfjs-core';

/** What TensorFlow.js records of an operation; its own type is not exported. */
interface TapeNode {
  inputs: tf.NamedTensorMap;
  saved?: tf.Tensor[];
  gradient?: (dys: tf.Tensor[]) => Record<string, () => tf.Tensor>;
}

/**
 * Makes the way back over a tape free what it no longer needs. It visits the operations in reverse, so that everything of
 * one that was visited can go when the next begins: the gradients of its outputs, what it saved, and gradients of inputs
 * that have been added to others.
 */
function freeOnTheWayBack(tape: TapeNode[]): void {
  const inputsWithGradient = new Set<number>();
  let done: tf.Tensor[] = [];
  for (const node of tape) {
    const gradient = node.gradient;
    if (!gradient) continue;
    node.gradient = (dys) => {
      tf.dispose(done);
      const given = dys.filter((dy) => dy);
      done = [...given, ...(node.saved ?? [])];
      const gradients = Object.entries(gradient(dys)).map(([name, compute]) => [
        name,
        () => {
          const dx = compute();
          const own = given.includes(dx) ? dx.clone() : dx;
          const { id } = node.inputs[name]!;
          if (inputsWithGradient.has(id)) done.push(own);
          inputsWithGradient.add(id);
          return own;
        },
      ]);
      return Object.fromEntries(gradients);
    };
  }
}

/**
 * Value and gradients of a function of variables, as `tf.variableGrads` gives them, with about half the memory: that one
 * keeps the gradient of every intermediate result to the end.
 *
 * @param f called once; what it computes is freed, apart from what it returns and keeps.
 * @param variables those that the gradients are wanted of; `f` has to depend on them.
 */
export function variableGradients(
  f: () => tf.Scalar,
  variables: tf.Variable[],
): { value: tf.Scalar; grads: tf.NamedTensorMap } {
  return tf.variableGrads(() => {
    const value = f();
    freeOnTheWayBack((tf.engine().state as unknown as { activeTape: TapeNode[] }).activeTape);
    return value;
  }, variables);
}
