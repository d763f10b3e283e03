import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import type { Model, Network } from '../models/index.js';
import { type Batch, type ImageShape, imagesTensor } from './batch.js';

/** Means and variances of the batch normalisations of a network, by PyTorch's name. */
export type RunningStatistics = Record<string, Float32Array>;

export async function runningStatistics({ buffers }: Network): Promise<RunningStatistics> {
  const statistics = [...buffers].filter(([name]) => /\.running_(mean|var)$/.test(name));
  const values = statistics.map(async ([name, variable]): Promise<[string, Float32Array]> => {
    return [name, Float32Array.from(await variable.data<'float32'>())];
  });
  return Object.fromEntries(await Promise.all(values));
}

/**
 * Lets the running statistics of a trained model follow batches of another distribution, such as class-balanced ones;
 * weights, scales and offsets stay as they are.
 *
 * @returns the statistics before and after.
 * @throws InputError when the model has no batch normalisation.
 * @see Zhong et al., Improving Calibration for Long-Tailed Recognition (MiSLAS), CVPR 2021, section 3.3, eq. 5 and 6. The
 * released code lets the statistics move while the classifier learns on features that the batch normalised; here they
 * move first, and the classifier learns on the features that it will meet.
 */
export async function shiftBatchNorm(
  model: Model,
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  { imageShape }: { imageShape: ImageShape },
): Promise<{ before: RunningStatistics; after: RunningStatistics }> {
  const before = await runningStatistics(model);
  if (Object.keys(before).length === 0)
    throw new InputError(
      'The model has no batch normalisation whose statistics could shift: leave shiftBatchNorm out.',
    );
  for await (const batch of batches) tf.tidy(() => void model.features(imagesTensor(batch, imageShape), 'training'));
  return { before, after: await runningStatistics(model) };
}
