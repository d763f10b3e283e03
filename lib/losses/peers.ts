import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import type { LossOutput } from './loss.js';

/**
 * The logits of the other experts.
 *
 * @throws InputError when there are none, or of another shape.
 */
export function peersOf({ logits, peers = [] }: LossOutput): readonly tf.Tensor2D[] {
  const list = peers instanceof tf.Tensor ? [peers] : peers;
  if (list.length === 0 || list.some(({ shape }) => shape.join() !== logits.shape.join())) {
    throw new InputError(
      `There are peers of shape [${list.map(({ shape }) => shape.join()).join('], [')}]: this loss needs the logits [${logits.shape}] of at least one other expert.`,
    );
  }
  return list;
}
