import * as tf from '@tensorflow/tfjs-core';

/** Zeros between neighbouring pixels and behind the last one: N·H·W·C → N·(H·sh)·(W·sw)·C. */
export function spreadPixels(x: tf.Tensor4D, strideHeight: number, strideWidth: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  if (strideHeight === 1 && strideWidth === 1) return x;
  const byColumn = tf.pad(tf.reshape(x, [batch * height, width, channels]), [
    [0, 0],
    [0, 0],
    [0, (strideWidth - 1) * channels],
  ]);
  const line = width * strideWidth * channels;
  const byRow = tf.pad(tf.reshape(byColumn, [batch, height, line]), [
    [0, 0],
    [0, 0],
    [0, (strideHeight - 1) * line],
  ]);
  return tf.reshape(byRow, [batch, height * strideHeight, width * strideWidth, channels]);
}

/** Borders of height and width, of zeros or of `value`; a negative one cuts off. */
export function withBorders(
  x: tf.Tensor4D,
  [top, bottom]: [number, number],
  [left, right]: [number, number],
  value = 0,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [behind, beside] = [Math.min(0, bottom), Math.min(0, right)];
  const [above, before] = [Math.min(0, top), Math.min(0, left)];
  const kept = tf.slice(
    x,
    [0, -above, -before, 0],
    [batch, height + above + behind, width + before + beside, channels],
  );
  return tf.pad(
    kept,
    [
      [0, 0],
      [Math.max(0, top), Math.max(0, bottom)],
      [Math.max(0, left), Math.max(0, right)],
      [0, 0],
    ],
    value,
  );
}
