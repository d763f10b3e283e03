import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { keepOnly } from './log-sum-exp.js';
import { oneHot } from './one-hot.js';

/** The schema of how many categories are hard. */
export const hardShareOption = z
  .number()
  .gt(0)
  .max(1)
  .default(0.3)
  .describe('share of the classes that are hard categories, the label among them; at least two classes');

/** The schema of what becomes of the categories that are not hard. */
export const otherCategoriesOption = z
  .enum(['left-out', 'zero'])
  .default('left-out')
  .describe('categories that are not hard: out of the softmax, or in it with the logit zero as the released code');

/**
 * Hard category mining: ones for each sample's label and for the other classes with the largest logits, [n, K]. Classes
 * that tie for the last place are hard all of them.
 */
export function hardCategories(logits: tf.Tensor2D, labels: tf.Tensor1D, hardShare: number): tf.Tensor2D {
  const classCount = logits.shape[1];
  // The small number keeps 0.3 · 10 at three whatever the binary rounding.
  const count = Math.max(2, Math.floor(hardShare * classCount + 1e-9));
  return withoutGradient(logits, (values) => {
    const label = oneHot(labels, classCount);
    const rivals = keepOnly(values, tf.sub(1, label));
    const least = tf.min(tf.topk(rivals, count - 1).values, 1, true);
    return tf.maximum(label, tf.cast(tf.greaterEqual(rivals, least), 'float32'));
  });
}

/** Logits without the categories that are not hard; `hard` ones and zeros, [n, K]. */
export function withoutOthers(
  logits: tf.Tensor2D,
  hard: tf.Tensor2D,
  others: z.output<typeof otherCategoriesOption>,
): tf.Tensor2D {
  return others === 'zero' ? tf.mul(logits, hard) : keepOnly(logits, hard);
}
