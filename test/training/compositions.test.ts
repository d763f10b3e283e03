import { beforeAll, describe, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { cumulativeShare } from '../../lib/training/bbn.js';
import { type DigitsTraining, trainDigits } from './digits-training.js';
import { temporaryCheckpoint } from './small-training.js';

/** What each training is tried with, and what its checkpoint has to hold besides a model. */
const trainings: Record<string, DigitsTraining & { buffers?: string[] }> = {
  bbn: {},
};

beforeAll(async () => {
  await startEngine();
});

describe.each(Object.entries(trainings))('the training %s', (name, { buffers = [], ...settings }) => {
  test('learns, and goes on from a checkpoint to the same bits, with nothing left behind', async () => {
    const { tensors } = engineMemory();
    const undisturbed = await trainDigits(name, settings);
    const { curve, state } = undisturbed;
    expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss);
    expect(Object.values(state).flatMap((tensors) => Object.keys(tensors))).toEqual(expect.arrayContaining(buffers));

    const checkpointFile = temporaryCheckpoint();
    const interrupt = ({ epoch }: { epoch: number }) => {
      if (epoch === 2) throw new Error('interrupted');
    };
    await expect(trainDigits(name, { ...settings, checkpointFile, onEpoch: interrupt })).rejects.toThrow('interrupted');
    expect(await trainDigits(name, { ...settings, checkpointFile })).toEqual(undisturbed);
    expect(engineMemory().tensors).toBe(tensors);
  });
});

test('cumulative learning begins with the conventional branch alone and leaves it on a parabola', () => {
  const shares = [0, 5, 9].map((epoch) => cumulativeShare({ epoch, epochs: 10 }));
  expect(shares).toBeAllclose([1, 0.75, 0.19]);
});
