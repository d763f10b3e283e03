import { readFileSync, truncateSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { cifarResNet, saveWeights } from '../../lib/models/index.js';
import { Sgd } from '../../lib/optimization/index.js';
import { restoreCheckpoint, saveCheckpoint } from '../../lib/training/checkpoint.js';
import { temporaryCheckpoint } from './small-training.js';

const curve = [{ epoch: 1, loss: 2.25, trainAccuracy: 0.5, learningRate: 0.1, testAccuracy: 0.25 }];

function network({ depth = 8, classCount = 10, seed = 0 } = {}) {
  const model = cifarResNet({ depth, classCount, seed, inputChannels: 1 });
  return { model, networks: { model }, optimizer: new Sgd(model.parameters) };
}

beforeAll(async () => {
  await startEngine();
});

describe('a checkpoint', () => {
  let file: string;
  beforeEach(async () => {
    file = temporaryCheckpoint();
    const { model, networks, optimizer } = network();
    model.batchesTracked = 42;
    await saveCheckpoint(file, { networks }, optimizer, curve);
  });

  const restore = (each: ReturnType<typeof network>) => restoreCheckpoint(file, each, each.optimizer);

  test('brings back weights, running statistics, counts, velocities and curve', async () => {
    const other = network({ seed: 9 });
    expect(restore(other)).toEqual(curve);
    expect(other.model.batchesTracked).toBe(42);
    const again = temporaryCheckpoint();
    await saveCheckpoint(again, other, other.optimizer, curve);
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  });

  test('that does not exist is a training from the start', () => {
    file = temporaryCheckpoint();
    expect(restore(network())).toEqual([]);
  });

  test.each([
    ['of a deeper network', { depth: 14 }, 'lacks "layer1.1.conv1.weight": it was saved from another model'],
    ['with other classes', { classCount: 7 }, 'has shape [10,64] instead of [7,64]: check depth, head and classes'],
  ])('is refused by a model %s', (_, other, sentence) => {
    expect(() => restore(network(other))).toThrow(InputError);
    expect(() => restore(network(other))).toThrow(sentence);
    expect(() => restore(network(other))).toThrow(file);
  });

  test.each([
    ['in its numbers', -1, 'it ends inside'],
    ['in its header', 100, 'it ends inside its header'],
    ['to nothing', 0, 'it ends inside its header'],
  ])('cut off %s is refused with its path', (_, length, sentence) => {
    truncateSync(file, length < 0 ? readFileSync(file).length + length : length);
    expect(() => restore(network())).toThrow(InputError);
    expect(() => restore(network())).toThrow(`${file} is not a usable safetensors file (${sentence}`);
    expect(() => restore(network())).toThrow('delete it to start over');
  });

  test('is not a file of weights alone', async () => {
    await saveWeights(network().model, file);
    expect(() => restore(network())).toThrow(`${file} is not a training checkpoint: delete it to start over.`);
  });
});
