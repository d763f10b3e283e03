import { expect, test } from 'vitest';
import { loadDataset } from '../../lib/data/index.js';
import { parseConfiguration, type StageOneConfiguration, type StageOneInput } from '../../lib/experiment/index.js';
import { createStreams } from '../../lib/experiment/streams.js';
import { smallTraining } from './small-runs.js';

async function labelsOf(changes: Partial<StageOneInput>, epoch: number): Promise<number[]> {
  const dataset = await loadDataset('digits');
  const head = Int32Array.from(dataset.train.labels.keys()).filter(
    (i) => dataset.train.labels[i] === 0 || i % 20 === 0,
  );
  const streams = createStreams(dataset, head, parseConfiguration(smallTraining(changes)) as StageOneConfiguration);
  const labels: number[] = [];
  for await (const [batch] of streams.epoch(epoch)) labels.push(...batch!.labels);
  await streams.close();
  expect(labels).toHaveLength(head.length);
  return labels;
}

const shareOfHead = (labels: number[]) => labels.filter((label) => label === 0).length / labels.length;

test('a deferred sampler takes over at its epoch', async () => {
  const deferral = { epoch: 2, sampler: 'class-balanced' };
  expect(await labelsOf({ deferral }, 1)).toEqual(await labelsOf({}, 1));
  expect(await labelsOf({ deferral }, 2)).toEqual(await labelsOf({ sampler: 'class-balanced' }, 2));
  expect(shareOfHead(await labelsOf({ deferral }, 1))).toBeGreaterThan(0.6);
  expect(shareOfHead(await labelsOf({ deferral }, 2))).toBeLessThan(0.3);
});

test('a deferred sampler of another length is refused', async () => {
  const deferral = { epoch: 2, sampler: { name: 'class-balanced', options: { length: 7 } } };
  await expect(labelsOf({ deferral }, 0)).rejects.toThrow('give their samplers the same length');
});

test('mixing ends at its epoch', async () => {
  const dataset = await loadDataset('digits');
  const changes = { mixing: 'mixup', mixingStopEpoch: 1 };
  const configuration = parseConfiguration(smallTraining(changes)) as StageOneConfiguration;
  const streams = createStreams(
    dataset,
    Int32Array.from({ length: 64 }, (_, i) => i),
    configuration,
  );
  const mixed = async (epoch: number) => {
    const flags: boolean[] = [];
    for await (const [batch] of streams.epoch(epoch)) flags.push(batch!.mixed !== undefined);
    return flags;
  };
  expect([await mixed(0), await mixed(1)]).toEqual([[true], [false]]);
  await streams.close();
});
