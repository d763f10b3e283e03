import { expect, test } from 'vitest';
import { formulaOf } from '../../lib/experiment/index.js';
import { losses } from '../../lib/losses/index.js';
import { smallTraining } from './small-runs.js';

test('a run is told by the formulas of what it names beside the usual', () => {
  expect(formulaOf(smallTraining())).toBe(losses['cross-entropy']!.formula);
  expect(formulaOf(smallTraining({ loss: 'focal', sampler: 'class-balanced' }))).toBe(
    `${losses.focal!.formula}; sampled with p_j = 1 / K`,
  );
  expect(formulaOf(smallTraining({ epochs: 3, deferral: { epoch: 2, loss: 'class-balanced' } }))).toBe(
    `${losses['cross-entropy']!.formula}; from epoch 3 on ${losses['class-balanced']!.formula}`,
  );
  expect(formulaOf({ stage: 'two', base: smallTraining(), adjustment: 'unadjusted', seed: 0 })).toBe('W z + b');
});
