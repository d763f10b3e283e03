import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../lib/models/index.js';

type Kernel = Awaited<ReturnType<typeof tf.profile>>['kernels'][number];

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** Of one kernel that ran; zero for all but convolutions and matrix products. */
function ofKernel({ name, inputShapes, outputShapes }: Kernel): number {
  const [first, second] = inputShapes as [number[], number[]];
  const output = outputShapes[0]!;
  if (/^(Convolution|Conv2D|FusedConv2D)$/.test(name)) {
    const [height, width, groupChannels] = second as [number, number, number, number];
    return sizeOf(output) * height * width * groupChannels;
  }
  // [… m, k] · [… k, n] → [… m, n]
  if (/^(BatchMatMul|_FusedMatMul)$/.test(name)) return (sizeOf(output) * sizeOf(first)) / sizeOf(output.slice(0, -1));
  return 0;
}

/**
 * Multiply-adds of the convolutions and linear layers in a forward pass over one image, counted from the shapes of what
 * ran: as the definition of the layers asks, whatever algorithm computes them. Border pixels count like all others.
 */
export async function multiplyAdds(model: Model, imageShape: readonly [number, number, number]): Promise<number> {
  const { kernels } = await tf.profile(() =>
    tf.tidy(() => model.logits(model.features(tf.zeros([1, ...imageShape]), 'inference')).size),
  );
  return kernels.reduce((sum, kernel) => sum + ofKernel(kernel), 0);
}
