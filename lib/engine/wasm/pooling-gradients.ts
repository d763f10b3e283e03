import * as tf from '@tensorflow/tfjs-core';
import { composeKernel } from './compose-kernel.js';
import { spreadPixels, withBorders } from './spread-images.js';

type Info = tf.backend_util.Conv2DInfo;

interface Attributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function infoOf(inputShape: number[], { filterSize, strides, pad, dimRoundingMode }: Attributes): Info {
  return tf.backend_util.computePool2DInfo(
    inputShape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** What the taps in one place of all windows, N·OH·OW·C, are in the image, N·H·W·C; zero elsewhere. */
function placed(taps: tf.Tensor4D, row: number, column: number, info: Info): tf.Tensor4D {
  const { strideHeight, strideWidth, inHeight, inWidth, padInfo } = info;
  const spread = spreadPixels(taps, strideHeight, strideWidth);
  const [, height, width] = spread.shape;
  const [top, left] = [row - padInfo.top, column - padInfo.left];
  return withBorders(spread, [top, inHeight - height - top], [left, inWidth - width - left]);
}

/** Adds up what `tap` says for every place of the window, by rows, holding no more than one at a time. */
function sumOfTaps(info: Info, tap: (row: number, column: number) => tf.Tensor4D): tf.Tensor4D {
  let sum = tf.zeros(info.inShape) as tf.Tensor4D;
  for (let row = 0; row < info.filterHeight; row++)
    for (let column = 0; column < info.filterWidth; column++) {
      const last = sum;
      sum = tf.tidy(() => tf.add(last, placed(tap(row, column), row, column, info)));
      last.dispose();
    }
  return sum;
}

/** The gradient goes to the first of the window's largest values. */
function maxPoolGradient(dy: tf.Tensor4D, x: tf.Tensor4D, info: Info): tf.Tensor4D {
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth, padInfo } = info;
  const [batch, height, width, channels] = info.inShape;
  const reach = [(outHeight - 1) * strideHeight + filterHeight, (outWidth - 1) * strideWidth + filterWidth] as const;
  const bordered = withBorders(
    x,
    [padInfo.top, reach[0] - height - padInfo.top],
    [padInfo.left, reach[1] - width - padInfo.left],
    -Infinity,
  );
  const windows = (row: number, column: number) =>
    tf.stridedSlice(
      bordered,
      [0, row, column, 0],
      [batch, row + reach[0] - filterHeight + 1, column + reach[1] - filterWidth + 1, channels],
      [1, strideHeight, strideWidth, 1],
    );
  let largest = windows(0, 0);
  for (let row = 0; row < filterHeight; row++)
    for (let column = 0; column < filterWidth; column++) {
      const last = largest;
      largest = tf.tidy(() => tf.maximum(last, windows(row, column)));
      last.dispose();
    }
  let remaining = dy.clone();
  const dx = sumOfTaps(info, (row, column) => {
    const share = tf.mul(remaining, tf.cast(tf.equal(windows(row, column), largest), 'float32'));
    const last = remaining;
    remaining = tf.keep(tf.sub(last, share));
    last.dispose();
    return share as tf.Tensor4D;
  });
  remaining.dispose();
  return dx;
}

/** How many positions of each of `outputs` windows lie inside the image. */
function countInside(outputs: number, filter: number, stride: number, before: number, size: number): number[] {
  return Array.from({ length: outputs }, (_, i) => {
    const first = i * stride - before;
    return Math.min(size, first + filter) - Math.max(0, first);
  });
}

/** The mean is taken over the pixels inside the image. */
function averagePoolGradient(dy: tf.Tensor4D, info: Info): tf.Tensor4D {
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth, inHeight, inWidth, padInfo } =
    info;
  const rows = countInside(outHeight, filterHeight, strideHeight, padInfo.top, inHeight);
  const columns = countInside(outWidth, filterWidth, strideWidth, padInfo.left, inWidth);
  const counts = tf.mul(tf.tensor4d(rows, [1, outHeight, 1, 1]), tf.tensor4d(columns, [1, 1, outWidth, 1]));
  const share = tf.div<tf.Tensor4D>(dy, counts);
  return sumOfTaps(info, () => share);
}

/**
 * Gradients of maximum and average pooling in the place of the stock ones: that of the maximum is wrong at some pixels
 * where the windows do not tile the image, that of the average counts the border, which the mean leaves out.
 */
export function registerPoolingGradients(): void {
  composeKernel<{ dy: tf.Tensor4D; input: tf.Tensor4D }, Attributes>('MaxPoolGrad', ({ dy, input }, attributes) =>
    maxPoolGradient(dy, input, infoOf(input.shape, attributes)),
  );
  composeKernel<{ dy: tf.Tensor4D; input: tf.Tensor4D }, Attributes>('AvgPoolGrad', ({ dy, input }, attributes) =>
    averagePoolGradient(dy, infoOf(input.shape, attributes)),
  );
}
