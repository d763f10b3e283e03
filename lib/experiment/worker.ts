/** A process that makes a training, or second stages one after the other, and reports over IPC; it ends with its parent. */
import { InputError } from '../errors.js';
import { makeRun } from './make-run.js';
import type { RunAnswer, RunRequest } from './messages.js';
import { RunStore } from './store.js';

function answer(message: RunAnswer): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send!(message, () => resolve());
    else resolve();
  });
}

process.on('disconnect', () => process.exit());
process.on('message', async (request: RunRequest) => {
  const { configuration, storeFolder, resultsFolder, dataFolder, engine, threads } = request;
  try {
    const store = new RunStore({ folder: storeFolder, results: resultsFolder });
    const { file } = await makeRun(configuration, store, {
      dataFolder,
      engine,
      threads,
      onEvent: (event) => void answer({ type: 'event', event }),
    });
    await answer({ type: 'done', file });
  } catch (error) {
    const input = error instanceof InputError;
    await answer({ type: 'failed', input, message: input ? error.message : String((error as Error)?.stack ?? error) });
  }
});
