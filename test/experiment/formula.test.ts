import { expect, test } from 'vitest';
import { adjustments } from '../../lib/adjustment/index.js';
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

test('a loss tells the options that are not its usual ones, late in training too', () => {
  const withMargins = { name: 'dbm', options: { margin: 0.1, base: 'balanced-softmax' } };
  expect(formulaOf(smallTraining({ model: { depth: 8, head: 'cosine' }, loss: withMargins }))).toBe(
    `${losses.dbm!.formula} with base balanced-softmax`,
  );
  const late = { name: 'class-balanced', options: { beta: 0.99, reduction: 'weighted-mean' } };
  expect(formulaOf(smallTraining({ epochs: 3, deferral: { epoch: 2, loss: late } }))).toMatch(
    /; from epoch 3 on w_y L\(z, y\), .* with beta 0\.99, reduction weighted-mean$/,
  );
});

test('a stage two tells its form, its loss and its batch normalisations where they are not the usual ones', () => {
  const tell = (changes: object) => formulaOf({ stage: 'two', base: smallTraining(), seed: 0, ...changes });
  const [lws, mislas] = [adjustments.lws!.formula, adjustments.mislas!.formula];
  expect(tell({ adjustment: 'lws' })).toBe(lws);
  const loss = { name: 'label-aware-smoothing', options: { epsilonHead: 0.3 } };
  const smoothing = `minimising ${losses['label-aware-smoothing']!.formula} with epsilonHead 0.3`;
  expect(tell({ adjustment: { name: 'lws', options: { loss } } })).toBe(`${lws}; ${smoothing}`);
  expect(tell({ adjustment: { name: 'mislas', options: { loss, form: 'released' } } })).toBe(
    `${mislas}; in the form released; ${smoothing}`,
  );
  expect(tell({ adjustment: 'lws', shiftBatchNorm: { sampler: 'class-balanced' } })).toBe(
    `batch normalisations shifted, sampled with p_j = 1 / K; ${lws}`,
  );
});
