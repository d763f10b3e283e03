import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import { hasKernel, runKernel } from './has-kernel.js';

export interface SubsampleShortcutOptions {
  /** Channels of the result; half of the added zeros (rounded down) come first. */
  outputChannels: number;
}

tf.registerGradient({
  kernelName: 'SubsampleShortcut',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => runKernel<tf.Tensor4D>('SubsampleShortcutGradient', { dy: dy as tf.Tensor }, { inputShape: x!.shape }),
  }),
});

/** Every second row and column. Composed of reshape and slice, because strided slices have no gradient in tfjs. */
function everySecondPixel(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const even = tf.pad(x, [
    [0, 0],
    [0, 2 * rows - height],
    [0, 2 * columns - width],
    [0, 0],
  ]);
  const byRow = tf.reshape(even, [batch, rows, 2, 2 * columns * channels]);
  const byColumn = tf.reshape(tf.slice(byRow, [0, 0, 0, 0], [batch, rows, 1, 2 * columns * channels]), [
    batch,
    rows,
    columns,
    2 * channels,
  ]);
  return tf.slice(byColumn, [0, 0, 0, 0], [batch, rows, columns, channels]) as tf.Tensor4D;
}

/**
 * The parameter-free shortcut of a residual network that halves the image: every second pixel (the first included),
 * with zero channels on both sides, N·H·W·C → N·⌈H/2⌉·⌈W/2⌉·outputChannels; differentiable.
 *
 * Source: He et al. 2016, option A, as in the released CIFAR networks.
 *
 * @throws InputError when the result would have fewer channels than the input.
 */
export function subsampleShortcut(x: tf.Tensor4D, { outputChannels }: SubsampleShortcutOptions): tf.Tensor4D {
  const added = outputChannels - x.shape[3];
  if (!(added >= 0))
    throw new InputError(
      `subsampleShortcut cannot reduce ${x.shape[3]} channels to ${outputChannels}: give outputChannels of ${x.shape[3]} or more.`,
    );
  if (hasKernel('SubsampleShortcut')) return runKernel<tf.Tensor4D>('SubsampleShortcut', { x }, { outputChannels });
  const before = Math.floor(added / 2);
  return tf.tidy(() =>
    tf.pad<tf.Tensor4D>(everySecondPixel(x), [
      [0, 0],
      [0, 0],
      [0, 0],
      [before, added - before],
    ]),
  );
}
