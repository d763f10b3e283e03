import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { ensureRun } from '../../lib/experiment/index.js';
import { keepWorker, takeWorker } from '../../lib/experiment/worker-processes.js';
import { lastBuild } from '../../lib/last-build.js';
import { commitWithBank, inventedRecord } from './committed-runs.js';
import { smallTraining, temporaryStore } from './small-runs.js';

vi.mock('../../lib/last-build.js', { spy: true });

describe('a process that is kept', () => {
  it('is the next that is taken', () => {
    const kept = takeWorker();
    keepWorker(kept);
    const taken = takeWorker();
    expect(taken.pid).toBe(kept.pid);
    taken.kill();
  });

  it('is not taken once it has died', async () => {
    const kept = takeWorker();
    keepWorker(kept);
    kept.kill();
    await once(kept, 'exit');
    const taken = takeWorker();
    expect(taken.pid).not.toBe(kept.pid);
    taken.kill();
  });

  it('is not taken after another build, whose code it does not have', async () => {
    const kept = takeWorker();
    keepWorker(kept);
    vi.mocked(lastBuild).mockReturnValueOnce(1);
    const taken = takeWorker();
    expect(taken.pid).not.toBe(kept.pid);
    taken.kill();
    await once(kept, 'exit');
  });

  it('ends when nobody needs it', async () => {
    const kept = takeWorker();
    keepWorker(kept);
    await once(kept, 'exit');
    expect(kept.connected).toBe(false);
  });
});

describe('a second stage', () => {
  it('is the same after another in one process as alone', async () => {
    const { class: engineClass } = await startEngine();
    const training = smallTraining({ data: { dataset: 'cifar-10', imbalanceFactor: 100 } });
    const made = async (...names: string[]) => {
      const store = temporaryStore();
      commitWithBank(store, training, inventedRecord(training, { engineClass }));
      let last: Awaited<ReturnType<typeof ensureRun>> | undefined;
      for (const name of names)
        last = await ensureRun({ stage: 'two', base: training, adjustment: { name }, seed: 0 }, { store });
      return last!.record;
    };
    const alone = await made('crt');
    const after = await made('marc', 'lws', 'crt');
    expect(after.parameters).toEqual(alone.parameters);
    expect(after.test).toEqual(alone.test);
  });
});
