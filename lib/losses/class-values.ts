import * as tf from '@tensorflow/tfjs-core';

/** The value of each sample's class: K numbers and labels [n] to [n]; gradients do not reach the numbers. */
export function valuesOfSamples(classValues: readonly number[], labels: tf.Tensor1D): tf.Tensor1D {
  return tf.gather(tf.tensor1d([...classValues], 'float32'), labels);
}
