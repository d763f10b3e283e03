import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { loadAddon } from '../../lib/engine/native/addon.js';
import { sha256 } from '../../lib/files.js';
import { createLoss } from '../../lib/losses/index.js';
import { cifarResNet } from '../../lib/models/index.js';
import { Sgd } from '../../lib/optimization/index.js';
import { singleModelObjective, trainedParameters, trainingStep } from '../../lib/training/index.js';
import { numbers } from './reference.js';

afterEach(() => {
  delete process.env.LONGTAIL_ISA;
});

// More images than the chunks of a filter's gradient; enough pixels for Winograd's tiles in all three stages.
const [batchSize, side, classCount] = [18, 8, 10];

/** SHA-256 of all weights and running statistics of a ResNet-8 after 50 steps. */
async function trainedBits(instructionSet: string, threads: number): Promise<string> {
  process.env.LONGTAIL_ISA = instructionSet;
  await startEngine({ engine: 'native', threads });
  const model = cifarResNet({ depth: 8, classCount });
  const objective = singleModelObjective(model, () =>
    createLoss('cross-entropy', { counts: new Array<number>(classCount).fill(1) }),
  );
  const optimizer = new Sgd(trainedParameters(objective), { momentum: 0.9, weightDecay: 5e-4, nesterov: true });
  for (let step = 0; step < 50; step++) {
    const images = numbers(batchSize * side * side * 3, step + 1);
    const labels = Int32Array.from({ length: batchSize }, (_, i) => (i * i + step) % classCount);
    const batch = { images, labels, count: batchSize };
    const moment = { epoch: 0, epochs: 1, iteration: step, iterations: 50 };
    const options = { imageShape: [side, side, 3] as const, learningRate: 0.05, moment };
    await trainingStep(objective, optimizer, [batch], options);
  }
  const variables = [...model.parameters, ...model.buffers];
  const hashes = variables.map(([name, variable]) => [
    name,
    sha256(new Uint8Array(variable.dataSync().slice().buffer)),
  ]);
  expect(variables.every(([, variable]) => variable.dataSync().every(Number.isFinite))).toBe(true);
  model.dispose();
  tf.disposeVariables();
  return sha256(JSON.stringify(hashes));
}

it('trains a ResNet-8 to the same bits with every instruction set and number of threads', async () => {
  const bits: Record<string, string> = {};
  for (const instructionSet of loadAddon().instructionSets())
    for (const threads of [1, 2, 4])
      bits[`${instructionSet}, ${threads} threads`] = await trainedBits(instructionSet, threads);
  const [first] = Object.values(bits);
  expect(bits).toEqual(Object.fromEntries(Object.keys(bits).map((combination) => [combination, first])));
});
