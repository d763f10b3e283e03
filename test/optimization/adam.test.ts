import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { Adam, type AdamOptions } from '../../lib/optimization/index.js';
import { everyEngine } from '../host-engines.js';

/** PyTorch's rule for one number, with gradients g, 2g, 3g … at learning rate 0.1. */
function expected(
  w: number,
  g: number,
  { momentum = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions,
  steps: number,
): number {
  let [value, mean, meanSquare] = [w, 0, 0];
  for (let t = 1; t <= steps; t++) {
    const gradient = g * t + weightDecay * value;
    mean = momentum * mean + (1 - momentum) * gradient;
    meanSquare = beta2 * meanSquare + (1 - beta2) * gradient ** 2;
    const deviation = Math.sqrt(meanSquare / (1 - beta2 ** t));
    value -= (0.1 * (mean / (1 - momentum ** t))) / (deviation + epsilon);
  }
  return value;
}

describe.each(everyEngine)('Adam on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  const start = [1, -2, 3];
  const slopes = [0.5, 1, -2];
  const makeParameters = () => new Map([['weight', tf.variable(tf.tensor1d(start))]]);
  const step = (optimizer: Adam, t: number) => {
    const [variable] = optimizer.variables;
    const gradient = tf.tensor1d(slopes.map((slope) => slope * t));
    optimizer.step({ [variable!.name]: gradient }, 0.1);
    gradient.dispose();
  };
  const valuesOf = async (optimizer: Adam) => Array.from(await optimizer.variables[0]!.data());

  it.each<AdamOptions>([{}, { momentum: 0.5, beta2: 0.9, epsilon: 1e-3 }, { weightDecay: 0.05 }])(
    "follows PyTorch's rule with %o",
    async (options) => {
      const optimizer = new Adam(makeParameters(), options);
      for (const t of [1, 2, 3]) step(optimizer, t);
      const wanted = start.map((w, i) => expected(w, slopes[i]!, options, 3));
      expect(await valuesOf(optimizer)).toBeAllclose(wanted, { relative: 1e-5 });
    },
  );

  it('goes on from its exported state as if it had never stopped', async () => {
    const [uninterrupted, first, second] = [1, 2, 3].map(() => new Adam(makeParameters()));
    for (const t of [1, 2]) step(uninterrupted!, t);
    step(first!, 1);
    second!.restore(await first!.state());
    second!.variables[0]!.assign(first!.variables[0]!);
    step(second!, 2);
    expect(await valuesOf(second!)).toEqual(await valuesOf(uninterrupted!));
  });

  it('keeps the number of tensors constant from step to step and frees its own', () => {
    const parameters = makeParameters();
    const before = tf.memory().numTensors;
    const optimizer = new Adam(parameters, { weightDecay: 0.1 });
    step(optimizer, 1);
    const held = tf.memory().numTensors;
    step(optimizer, 2);
    expect(tf.memory().numTensors).toBe(held);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
