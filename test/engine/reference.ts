import * as tf from '@tensorflow/tfjs-core';

/** Plain loops in double precision: what the native kernels have to compute. */

/** Deterministic numbers in [-1, 1) that exercise every bit of a float. */
export function numbers(length: number, seed: number): Float32Array {
  let state = (seed * 2654435761) >>> 0 || 1;
  return Float32Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 31 - 1;
  });
}

export function tensor<Rank extends tf.Rank>(shape: number[], seed: number): tf.Tensor<Rank> {
  return tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape as tf.ShapeMap[Rank]);
}

export interface ConvolutionCase {
  image: [batch: number, height: number, width: number, channels: number];
  filter: [height: number, width: number, outputs: number];
  stride?: [number, number];
  /** top, bottom, left, right */
  padding?: [number, number, number, number];
  dilation?: [number, number];
  /** The filter has the channels of one group. */
  groups?: number;
}

/** Calls visit(x index, filter index, y index) for every product of a convolution. */
export function forProducts(
  { image, filter, stride = [1, 1], padding = [0, 0, 0, 0], dilation = [1, 1], groups = 1 }: ConvolutionCase,
  visit: (x: number, f: number, y: number) => void,
): [number, number, number, number] {
  const [batch, height, width, channels] = image;
  const [rows, columns, outputs] = filter;
  const reach = (size: number, k: number, d: number, before: number, behind: number, s: number) =>
    Math.floor((size + before + behind - d * (k - 1) - 1) / s) + 1;
  const outHeight = reach(height, rows, dilation[0], padding[0], padding[1], stride[0]);
  const outWidth = reach(width, columns, dilation[1], padding[2], padding[3], stride[1]);
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < outHeight; h++)
      for (let w = 0; w < outWidth; w++)
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++) {
            const [y, x] = [h * stride[0] + i * dilation[0] - padding[0], w * stride[1] + j * dilation[1] - padding[2]];
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            for (let o = 0; o < outputs; o++) {
              const group = Math.floor((o * groups) / outputs);
              for (let c = 0; c < channels / groups; c++)
                visit(
                  ((b * height + y) * width + x) * channels + group * (channels / groups) + c,
                  (((i * columns + j) * channels) / groups + c) * outputs + o,
                  ((b * outHeight + h) * outWidth + w) * outputs + o,
                );
            }
          }
  return [batch, outHeight, outWidth, outputs];
}
