import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { cifarResNet, exportWeights, saveWeights } from '../../lib/models/index.js';
import { trainDigits } from './digits-training.js';
import { type ExpectedTraining, expectTraining } from './expect-training.js';

beforeAll(async () => {
  await startEngine();
});

const views = { viewAugmentation: [{ name: 'random-crop', options: { padding: 1 } }] };
const queue = ['queue', 'queue_l', 'queue_ptr', 'head_fc.1.running_mean'];

test.each<[string, ExpectedTraining]>([
  ['hybrid-supervised-contrastive', { buffers: ['head_fc.1.running_mean'] }],
  ['bcl', { loss: { name: 'logit-adjusted' } }],
  [
    'k-positive-contrastive',
    { options: { queueLength: 50, targets: 'uniform', ...views }, buffers: [...queue, 'targets', 'centroids'] },
  ],
  ['paco', { loss: { name: 'parametric-contrastive' }, options: { queueLength: 50, ...views }, buffers: queue }],
  // The likelihood grows while the queue fills, and has little weight here so that the sum falls from the start.
  [
    'gml',
    {
      loss: { name: 'balanced-softmax' },
      options: { queueLength: 50, beta: 0.1 },
      buffers: [...queue, 'log_temperature', 'linear.weight'],
    },
  ],
])('%s learns and goes on from a checkpoint', async (name, settings) => {
  await expectTraining(name, { every: 2, ...settings });
});

test('Hybrid-PSC learns prototypes instead of comparing samples', async () => {
  const { curve, state } = await trainDigits('hybrid-supervised-contrastive', {
    every: 2,
    options: { contrasts: 'prototypes' },
  });
  expect(curve[2]!.loss).toBeLessThan(curve[0]!.loss);
  expect(state.prototypes!.prototypes!.shape).toEqual([10, 128]);
});

test('KCL moves the backbone by contrast only, and the classifier on the side', async () => {
  const settings = { every: 2, options: { queueLength: 50, ...views }, epochs: 1 };
  const [one, other] = [
    await trainDigits('k-positive-contrastive', settings),
    await trainDigits('k-positive-contrastive', { ...settings, loss: { name: 'balanced-softmax' } }),
  ];
  expect(other.state.model!['conv1.weight']).toEqual(one.state.model!['conv1.weight']);
  expect(other.state.model!['linear.weight']).not.toEqual(one.state.model!['linear.weight']);
});

test('GML leaves a teacher that is given as it is, and learns the projection of its features', async () => {
  const teacher = cifarResNet({ depth: 8, classCount: 10, inputChannels: 1, seed: 7 });
  const teacherWeights = join(mkdtempSync(join(tmpdir(), 'teacher-')), 'weights.safetensors');
  await saveWeights(teacher, teacherWeights);
  const given = await exportWeights(teacher);
  teacher.dispose();

  const options = { queueLength: 50, teacherWeights, teacherDepth: 8 };
  const { state } = await trainDigits('gml', { every: 2, loss: { name: 'balanced-softmax' }, options, epochs: 1 });
  expect(state.teacher).toEqual(given);
  expect(state['key-projection']!['head_fc.0.weight']).not.toEqual(state.projection!['head_fc.0.weight']);
});
