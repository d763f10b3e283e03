import { expect, it } from 'vitest';
import { createAdjustment, type FeatureBank } from '../../lib/adjustment/index.js';
import { readJson } from '../../lib/files.js';
import { projectPath } from '../../lib/project.js';

interface Golden {
  logits: number[][];
  labels: number[];
  classCounts: number[];
  scale: number[];
  gradientScale: number[];
}

const golden = readJson<Golden>(projectPath('test', 'adjustment', 'golden', 'lws.json'));

it('lws takes a step down the golden gradient', async () => {
  // The golden scale is put into the head, since learning starts at one: the gradient is multiplied by it.
  const set = {
    features: Float32Array.from(golden.logits.flat()),
    labels: Int32Array.from(golden.labels),
    count: golden.labels.length,
  };
  const weight = Float32Array.from({ length: 9 }, (_, i) => (i % 4 === 0 ? golden.scale[i / 4]! : 0));
  const bank: FeatureBank = {
    featureSize: 3,
    classCounts: golden.classCounts,
    train: set,
    test: set,
    head: { weight, bias: null },
  };
  const options = { epochs: 1, learningRate: 1, momentum: 0, weightDecay: 0, sampler: 'instance-balanced' };
  const { parameters } = await createAdjustment('lws', options).fit(bank);
  expect(parameters.scale).toBeAllclose(golden.gradientScale.map((slope, k) => 1 - golden.scale[k]! * slope));
});
