import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { hostEngines } from '../host-engines.js';
import { compareWithFloat64, makeProblem, type Problem, reference } from './float64/compare.js';
import { formula } from './golden-formula.js';

describe('the network in double precision', () => {
  let problem: Problem;
  beforeAll(async () => {
    await startEngine();
    problem = await makeProblem({ depth: 8, batchSize: 3, imageSize: 5, seed: 1 });
  });

  test('has the gradients that finite differences give', () => {
    const { gradients } = reference(problem);
    const step = 1e-6;
    for (const [name, { shape, data }] of problem.weights) {
      const direction = formula(data.length, 0.3);
      const lossAt = (distance: number) => {
        const moved = { shape, data: Float64Array.from(data, (v, i) => v + distance * direction[i]!) };
        const weights = new Map<string, { shape: readonly number[]; data: ArrayLike<number> }>(problem.weights);
        return reference({ ...problem, weights: weights.set(name, moved) as Problem['weights'] }).loss;
      };
      const slope = gradients.get(name)!.reduce((sum, v, i) => sum + v * direction[i]!, 0);
      expect((lossAt(step) - lossAt(-step)) / (2 * step), name).toBeAllclose(slope, { relative: 1e-5, absolute: 1e-8 });
    }
  });
});

describe.each(hostEngines)('on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  // With its own signs in every ReLU the engine differs by rounding; the few inputs that rounding carries over zero are
  // counted apart, since each changes a gradient by far more.
  test.each(engine === 'native' ? [8, 20] : [8])('ResNet-%d has the loss and gradients of float64', async (depth) => {
    const imageSize = engine === 'native' ? 32 : 16;
    const problem = await makeProblem({ depth, batchSize: 2, imageSize, seed: 0 });
    const { flips, reluInputs, roundingDifference } = await compareWithFloat64(problem);
    expect(roundingDifference.loss).toBeLessThan(1e-6);
    for (const [name, error] of roundingDifference.tensors) expect(error, name).toBeLessThan(2e-5);
    expect(flips / reluInputs).toBeLessThan(2e-5);
  });
});
