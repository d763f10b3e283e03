import { beforeAll, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { type ExpectedTraining, expectTraining } from './expect-training.js';

beforeAll(async () => {
  await startEngine();
});

const views = { viewAugmentation: [{ name: 'random-crop', options: { padding: 1 } }] };
const queue = ['queue', 'queue_l', 'queue_ptr', 'head_fc.1.running_mean'];

test.each<[string, ExpectedTraining]>([
  ['hybrid-supervised-contrastive', { buffers: ['head_fc.1.running_mean'] }],
  ['hybrid-supervised-contrastive', { options: { contrasts: 'prototypes' }, buffers: ['prototypes'] }],
  ['bcl', { loss: { name: 'logit-adjusted' } }],
  ['k-positive-contrastive', { options: { queueLength: 50, ...views }, buffers: queue }],
  [
    'k-positive-contrastive',
    { options: { queueLength: 50, targets: 'uniform', ...views }, buffers: [...queue, 'targets', 'centroids'] },
  ],
])('%s, setting %#, learns and goes on from a checkpoint', async (name, settings) => {
  await expectTraining(name, settings);
});
