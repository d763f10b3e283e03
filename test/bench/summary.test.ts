import { expect, test } from 'vitest';
import { costByBatch, disturbed, largestSpread, type Measured } from '../../bench/summary.js';

function measured(
  name: string,
  batch: number,
  speeds: Record<string, [number, number, number]>,
  othersShare = 0,
): Measured {
  return {
    name,
    batch,
    results: Object.entries(speeds).map(([contestant, [minimum, median, maximum]]) => ({
      contestant,
      imagesPerSecond: { minimum, median, maximum },
      othersShare,
    })),
  };
}

const all = [
  measured('resnet-32-training-batch-32', 32, { native: [390, 400, 410], PyTorch: [480, 500, 510] }),
  measured('resnet-32-training-batch-64', 64, { native: [450, 500, 510], wasm: [20, 20, 20] }),
  measured('resnet-32-inference', 128, { native: [1900, 2000, 2100], PyTorch: [900, 1000, 1200] }),
];

test('the cost of an image is told for the batches of the sweep, if there are several, contestant by contestant', () => {
  expect(costByBatch(all)).toEqual([{ contestant: 'native', milliseconds: { 32: 2.5, 64: 2 } }]);
  expect(costByBatch([])).toEqual([]);
});

test('the largest spread is relative to its median', () => {
  expect(largestSpread(all)).toEqual({ name: 'resnet-32-inference', contestant: 'PyTorch', share: 0.3 });
  expect(largestSpread([])).toBeNull();
});

test('a workload is disturbed when others took more than a twentieth of the cores from one contestant', () => {
  const quiet = measured('quiet', 8, { native: [1, 1, 1] }, 0.04);
  const busy = measured('busy', 8, { native: [1, 1, 1] }, 0.06);
  expect(disturbed([quiet, busy, ...all])).toEqual(['busy']);
});
