import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { evaluate, randomBatch } from './evaluate.js';
import type { Batch } from './reference.js';

type Named = [name: string, options: Record<string, unknown>];

const longTailed = { ...randomBatch({ samples: 6, classes: 4 }, { rows: [] }), counts: [300, 60, 9, 2] };
const balanced = { ...longTailed, counts: [25, 25, 25, 25] };

beforeAll(async () => {
  await startEngine();
});

async function expectEqual(batch: Batch, [name, options]: Named, [otherName, otherOptions]: Named, factor = 1) {
  const { value, gradients } = await evaluate(name, options, batch);
  const other = await evaluate(otherName, otherOptions, batch);
  expect(value).toBeAllclose(factor * other.value, { relative: 1e-5 });
  expect(gradients.logits).toBeAllclose(
    Array.from(other.gradients.logits!, (gradient) => factor * gradient),
    { relative: 1e-4, absolute: 1e-6 },
  );
}

describe('on a balanced training set, cross-entropy is', () => {
  it.each<Named>([
    ['balanced-softmax', {}],
    ['logit-adjusted', { tau: 2.5 }],
    ['class-balanced', { reduction: 'batch-mean' }],
    ['class-balanced', { reduction: 'weighted-mean' }],
    ['inverse-frequency', { reduction: 'batch-mean' }],
    ['inverse-frequency', { reduction: 'weighted-mean' }],
    ['cdt', { gamma: 0.4 }],
    ['seesaw', { q: 0 }],
    ['equalised', { transform: 'threshold' }],
    ['softmax-equalisation', {}],
  ])('%s with %o', (name, options) => expectEqual(balanced, [name, options], ['cross-entropy', {}]));

  it('inverse-frequency but for the factor K', () =>
    expectEqual(balanced, ['inverse-frequency', {}], ['cross-entropy', {}], 4));
});

it.each<[string, Named, Named]>([
  ['π′ = π', ['balanced-softmax', { targetPrior: longTailed.counts }], ['cross-entropy', {}]],
  ['τ = 0', ['logit-adjusted', { tau: 0 }], ['cross-entropy', {}]],
  ['τ = 1', ['logit-adjusted', { tau: 1 }], ['balanced-softmax', {}]],
  ['τ = 0', ['logit-adjusted-plus-adaptive', { tau: 0 }], ['adaptive-margin', {}]],
  ['γ = 0', ['focal', { gamma: 0 }], ['cross-entropy', {}]],
  ['γ = 0', ['cdt', { gamma: 0 }], ['cross-entropy', {}]],
  ['γ = 0', ['softmax-equalisation', { gamma: 0, lambda: 1 }], ['cross-entropy', {}]],
  ['β = 0', ['class-balanced', { beta: 0 }], ['cross-entropy', {}]],
  [
    'β near 1',
    ['class-balanced', { beta: 1 - 1e-9, reduction: 'weighted-mean' }],
    ['inverse-frequency', { reduction: 'weighted-mean' }],
  ],
  ['ε = 0', ['label-aware-smoothing', { epsilonHead: 0, epsilonTail: 0 }], ['cross-entropy', {}]],
  [
    'ε (K − 1) / K',
    ['label-aware-smoothing', { epsilonHead: 0.3, epsilonTail: 0.15 }],
    ['label-aware-smoothing', { epsilonHead: 0.4, epsilonTail: 0.2, smoothing: 'over-all-classes' }],
  ],
  ['p = 1', ['label-aware-smoothing', { shape: 'exponential', p: 1 }], ['label-aware-smoothing', { shape: 'linear' }]],
  ['α = 0', ['lade', { alpha: 0 }], ['balanced-softmax', {}]],
  ['p = q = 0', ['seesaw', { p: 0, q: 0 }], ['cross-entropy', {}]],
  [
    'the weight outside',
    ['focal', { classWeights: 'effective-number', gamma: 2 }],
    ['class-balanced', { base: 'focal', gamma: 2 }],
  ],
  [
    'sigmoids',
    ['focal', { base: 'sigmoid', classWeights: 'effective-number' }],
    ['class-balanced', { base: 'sigmoid-focal' }],
  ],
])('with %s, %s and %s are one', (_, one, other) => expectEqual(longTailed, one, other));

it('NCL with every category hard counts balanced softmax twice', () =>
  expectEqual(longTailed, ['nested-individual', { hardShare: 1 }], ['balanced-softmax', {}], 2));

it('PaCo of one image, without others to compare it with, is balanced softmax, or cross-entropy with plain centres', () => {
  const one = { ...randomBatch({ samples: 1, classes: 4 }, { rows: [] }), inputs: { features: [[1, 0]] } };
  return Promise.all([
    expectEqual(one, ['parametric-contrastive', {}], ['balanced-softmax', {}]),
    expectEqual(one, ['parametric-contrastive', { centres: 'plain' }], ['cross-entropy', {}]),
  ]);
});
