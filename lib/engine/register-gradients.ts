import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Registers the gradients of TensorFlow.js's own operations. In Node tfjs-core comes without them, and only the union
 * package has them in a form that Node can load; they go into the registry that all copies of tfjs-core share.
 */
export function registerGradients(): void {
  if (tf.getGradient('Multiply') === undefined) createRequire(import.meta.url)('@tensorflow/tfjs');
  if (tf.getGradient('Multiply') === undefined)
    throw new Error('@tensorflow/tfjs was loaded, but registered no gradients: run `npm ci` to restore the packages.');
}
