import { expect, it } from 'vitest';
import { effectiveNumberWeights } from '../../lib/losses/index.js';

const counts = [100, 10, 1];

it('is the inverse of (1 - β^n) / (1 - β)', () => {
  expect(effectiveNumberWeights(counts, { beta: 0.999 })).toBeAllclose(
    counts.map((count) => 0.001 / (1 - 0.999 ** count)),
    { relative: 1e-10 },
  );
});

it('ranges from equal weights at β = 0 to inverse counts as β nears one', () => {
  expect(effectiveNumberWeights(counts, { beta: 0 })).toEqual([1, 1, 1]);
  expect(effectiveNumberWeights(counts, { beta: 1 - 1e-12 })).toBeAllclose([0.01, 0.1, 1], { relative: 1e-9 });
});
