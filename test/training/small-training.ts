import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { createLoss, type Loss } from '../../lib/losses/index.js';
import { assembleModel } from '../../lib/models/assemble-model.js';
import { classifierHead } from '../../lib/models/heads.js';
import { type Model, ModelVariables } from '../../lib/models/model.js';
import { Sgd } from '../../lib/optimization/index.js';
import { randomStream } from '../../lib/random/index.js';
import {
  type Batch,
  type ImageShape,
  type StageOneOptions,
  singleModelObjective,
  trainedParameters,
  trainStageOne,
} from '../../lib/training/index.js';

export const imageShape: ImageShape = [2, 2, 1];
const pixels = 4;

/** A linear classifier on the pixels, which trains in microseconds. */
export function linearModel({ classCount = 3, seed = 0 } = {}): Model {
  const variables = new ModelVariables({ seed });
  return assembleModel(variables, {
    features: (images) => tf.reshape(images, [images.shape[0], pixels]),
    head: classifierHead(variables, { name: 'linear', featureSize: pixels, classCount }),
  });
}

/** Images of noise that is brighter at the pixel of the label; the same for the same name. */
export function batch(count: number, ...name: (string | number)[]): Batch {
  const stream = randomStream(0, 'batch', ...name);
  const labels = Int32Array.from({ length: count }, () => stream.integer(3));
  const images = Float32Array.from(
    { length: count * pixels },
    (_, i) => stream.normal() + 2 * Number(i % pixels === labels[Math.floor(i / pixels)]),
  );
  return { images, labels, count };
}

/** Sizes of an epoch's batches: the last one is smaller. */
export const batchSizes = [8, 8, 4];

export async function* epochBatches(epoch: number): AsyncGenerator<Batch[]> {
  for (const [i, size] of batchSizes.entries()) yield [batch(size, epoch, i)];
}

export function temporaryCheckpoint(): string {
  return join(mkdtempSync(join(tmpdir(), 'training-')), 'checkpoint.safetensors');
}

export const crossEntropy = createLoss('cross-entropy', { counts: [4, 2, 1] });

/** The weights that a training of four epochs ends with, and its curve. */
export async function train(
  changes: Partial<StageOneOptions> & { model?: Model; loss?: Loss } = {},
): Promise<{ weight: Float32Array; curve: Awaited<ReturnType<typeof trainStageOne>> }> {
  const { model = linearModel(), loss = crossEntropy, ...options } = changes;
  const objective = singleModelObjective(model, () => loss);
  const optimizer = new Sgd(trainedParameters(objective), { momentum: 0.9 });
  try {
    const curve = await trainStageOne(objective, {
      optimizer,
      schedule: (iteration) => 0.1 / (1 + iteration),
      epochs: 4,
      iterationsPerEpoch: batchSizes.length,
      imageShape,
      batches: epochBatches,
      evaluate: async () => 0.5,
      checkpointFile: temporaryCheckpoint(),
      ...options,
    });
    const weight = model.parameters.get('linear.weight')!;
    return { weight: Float32Array.from(await weight.data<'float32'>()), curve };
  } finally {
    optimizer.dispose();
    model.dispose();
  }
}
