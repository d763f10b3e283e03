import * as tf from '@tensorflow/tfjs-core';

/** Whether the running engine has a kernel of its own for one of our operations; the others compose it. */
export function hasKernel(name: string): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined;
}

/** Runs a kernel with its gradient on the tape. */
export function runKernel<Result extends tf.Tensor | tf.Tensor[]>(
  name: string,
  inputs: Record<string, tf.Tensor | undefined>,
  attributes: object = {},
): Result {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined));
  return tf.engine().runKernel(name, given as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as Result;
}
