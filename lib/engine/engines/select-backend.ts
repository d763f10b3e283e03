import * as tf from '@tensorflow/tfjs-core';

/**
 * Makes a backend the one that computes, and makes sure of it: `setBackend` answers a failure with false and leaves
 * another backend in place.
 */
export async function selectBackend(name: string): Promise<void> {
  const accepted = await tf.setBackend(name);
  await tf.ready();
  if (!accepted || tf.getBackend() !== name)
    throw new Error(`TensorFlow.js did not start its backend ${name}: ${tf.getBackend()} is in its place.`);
}
