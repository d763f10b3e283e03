import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunStore, type StageOneInput } from '../../lib/experiment/index.js';

/** A training of about a second: ResNet-8 on the long-tailed digits. */
export function smallTraining(changes: Partial<StageOneInput> = {}): StageOneInput {
  return {
    stage: 'one',
    data: { dataset: 'digits', imbalanceFactor: 20 },
    model: { depth: 8 },
    loss: { name: 'cross-entropy' },
    augmentation: [{ name: 'random-crop', options: { padding: 1 } }],
    schedule: { name: 'cosine', from: 0.1 },
    epochs: 3,
    batchSize: 64,
    seed: 0,
    ...changes,
  };
}

/** An empty store with an empty `results` folder beside it. */
export function temporaryStore(): RunStore {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  return new RunStore({ folder: join(folder, 'store'), results: join(folder, 'results') });
}
