import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import type { Loss } from '../../lib/losses/index.js';
import type { TrainingProgress } from '../../lib/training/index.js';
import { crossEntropy, epochBatches, linearModel, temporaryCheckpoint, train } from './small-training.js';

beforeAll(async () => {
  await startEngine();
});

/** Cross-entropy that becomes `value` at one step, counted from 1. */
function brokenAt(step: number, value: number): Loss {
  let steps = 0;
  return (output, labels) => {
    const loss = crossEntropy(output, labels);
    return ++steps === step ? tf.mul(loss, value) : loss;
  };
}

describe('a training', () => {
  test('tells loss, accuracy and learning rate of every epoch, and learns', async () => {
    const { curve } = await train();
    expect(curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(curve.map(({ learningRate }) => learningRate)).toEqual([3, 6, 9, 12].map((steps) => 0.1 / steps));
    expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss);
    for (const { trainAccuracy } of curve) expect(20 * trainAccuracy).toBeCloseTo(Math.round(20 * trainAccuracy));
  });

  test('weighs each batch by its samples in the epoch’s mean', async () => {
    const losses: number[] = [];
    const recorded: Loss = (output, labels) => {
      const loss = crossEntropy(output, labels);
      losses.push(loss.dataSync()[0]!);
      return loss;
    };
    const { curve } = await train({ loss: recorded, epochs: 1 });
    expect(curve[0]!.loss).toBeCloseTo((8 * losses[0]! + 8 * losses[1]! + 4 * losses[2]!) / 20, 6);
  });

  test('counts its progress in epochs and iterations, with finite numbers', async () => {
    const steps: TrainingProgress[] = [];
    const { curve } = await train({ onStep: (progress) => steps.push(progress) });
    expect(steps.map(({ epoch }) => epoch)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect(steps.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const step of steps) {
      expect(step).toMatchObject({ epochs: 4, iterations: 12 });
      for (const value of Object.values(step)) expect(value).toSatisfy(Number.isFinite);
      expect(step.secondsLeft).toBeGreaterThanOrEqual(0);
    }
    expect(steps.at(-1)).toMatchObject({ loss: curve[3]!.loss, accuracy: curve[3]!.trainAccuracy, secondsLeft: 0 });
  });

  test.each([
    [1, [1, 2, 3, 4]],
    [2, [2, 4]],
    [3, [3, 4]],
    [9, [4]],
  ])('evaluated every %d epochs is evaluated after the epochs %j', async (evaluateEvery, expected) => {
    let evaluations = 0;
    const { curve } = await train({ evaluateEvery, evaluate: async () => ++evaluations / 10 });
    const evaluated = curve.filter(({ testAccuracy }) => testAccuracy !== undefined);
    expect(evaluated.map(({ epoch }) => epoch)).toEqual(expected);
    expect(evaluated.map(({ testAccuracy }) => testAccuracy)).toEqual(expected.map((_, i) => (i + 1) / 10));
  });

  test('leaves no tensor behind but the model’s', async () => {
    const { tensors } = engineMemory();
    await train();
    expect(engineMemory().tensors).toBe(tensors);
  });

  test('fails when a loss keeps a tensor at every step', async () => {
    const kept: tf.Tensor[] = [];
    const leaking: Loss = (output, labels) => {
      kept.push(tf.keep(tf.scalar(1)));
      return crossEntropy(output, labels);
    };
    await expect(train({ loss: leaking })).rejects.toThrow(/leaks: \d+ tensors, then \d+/);
    tf.dispose(kept);
  });
});

describe('a loss that stops being a number', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('(%d) ends the training in one sentence', async (value) => {
    const failure = await train({ loss: brokenAt(8, value) }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toBe(
      `The loss became ${value} in epoch 3, iteration 8, at learning rate 0.0125: lower the learning rate or lengthen the warm-up.`,
    );
  });

  test('leaves the checkpoint of the last full epoch, from which training goes on', async () => {
    const undisturbed = await train();
    const checkpointFile = temporaryCheckpoint();
    await expect(train({ checkpointFile, loss: brokenAt(8, Number.NaN) })).rejects.toThrow(InputError);
    const resumed = await train({ checkpointFile });
    expect(resumed).toEqual(undisturbed);
  });
});

describe('an interrupted training', () => {
  test('makes only the epochs that are not done, and ends with the same weights and curve', async () => {
    const undisturbed = await train();
    const checkpointFile = temporaryCheckpoint();
    const interrupt = ({ epoch }: { epoch: number }) => {
      if (epoch === 2) throw new Error('interrupted');
    };
    await expect(train({ checkpointFile, onEpoch: interrupt })).rejects.toThrow('interrupted');

    const [asked, iterations]: [number[], number[]] = [[], []];
    const resumed = await train({
      checkpointFile,
      model: linearModel({ seed: 7 }),
      batches: (epoch) => {
        asked.push(epoch);
        return epochBatches(epoch);
      },
      onStep: ({ iteration }) => iterations.push(iteration),
    });
    expect(asked).toEqual([2, 3]);
    expect(iterations[0]).toBe(7);
    expect(resumed).toEqual(undisturbed);
  });

  test('that was complete trains no more', async () => {
    const checkpointFile = temporaryCheckpoint();
    const complete = await train({ checkpointFile });
    const untouched = () => {
      throw new Error('no batch is wanted');
    };
    expect(await train({ checkpointFile, batches: untouched })).toEqual(complete);
  });
});
