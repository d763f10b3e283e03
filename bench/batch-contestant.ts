// The data pipeline in a process of its own: a step is a batch of augmented images.
import type { Named } from '../lib/data/index.js';
import { runContestant, serveSteps } from './contestant-process.js';
import { augmentedBatches } from './steps.js';

/** Which batches shall be made, as the process's only parameter, in JSON. */
export interface BatchOrder {
  augmentation: readonly Named[];
  batch: number;
}

async function main(order: unknown): Promise<void> {
  const { augmentation, batch } = order as BatchOrder;
  const batches = augmentedBatches(augmentation, batch);
  const detail = 'the batch worker';
  await serveSteps(
    () => batches.next(),
    () => ({ poolPeakBytes: null, multiplyAdds: null, detail }),
  );
}

runContestant(main);
