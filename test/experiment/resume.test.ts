import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { ensureRun, parseConfiguration, type RunStore } from '../../lib/experiment/index.js';
import type { RunAnswer, RunRequest } from '../../lib/experiment/messages.js';
import { projectPath } from '../../lib/project.js';
import { smallTraining, temporaryStore } from './small-runs.js';

const training = smallTraining({ epochs: 4, evaluateEvery: 2 });

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts the run's worker process and resolves once it has made so many steps. */
function startRun(store: RunStore, steps: number, configuration = training): Promise<ChildProcess> {
  const worker = fork(projectPath('dist/lib/experiment/worker.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(worker);
  const request: RunRequest = {
    configuration: parseConfiguration(configuration),
    storeFolder: store.folder,
    resultsFolder: store.results,
  };
  worker.send(request);
  return new Promise((resolve, reject) => {
    worker.on('message', (answer: RunAnswer) => {
      if (answer.type === 'failed') reject(new Error(answer.message));
      if (answer.type === 'event' && answer.event.type === 'step' && answer.event.progress.iteration >= steps)
        resolve(worker);
    });
  });
}

function killed(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    worker.on('exit', () => resolve());
    worker.kill('SIGKILL');
  });
}

describe('a run that is killed', () => {
  test('and started again ends with the very same weights, features and curve', async () => {
    const undisturbed = await ensureRun(training, { store: temporaryStore() });
    const store = temporaryStore();
    const iterationsPerEpoch = Math.ceil(undisturbed.record.classCounts.reduce((a, b) => a + b) / training.batchSize);
    for (const steps of [2, iterationsPerEpoch + 2, 3 * iterationsPerEpoch + 1])
      await killed(await startRun(store, steps));
    const { class: engineClass } = await startEngine();
    expect(store.find(parseConfiguration(training), engineClass)).toBeNull();

    const resumed = await ensureRun(training, { store });
    expect(resumed.record.artifacts).toEqual(undisturbed.record.artifacts);
    expect(resumed.record.curve).toEqual(undisturbed.record.curve);
    expect(resumed.record.test).toEqual(undisturbed.record.test);
    expect(existsSync(join(resumed.file, '..', 'checkpoint.safetensors'))).toBe(false);
  });
});

describe('two processes and one run', () => {
  test('the second is told which process makes it, and takes over when that one is killed', async () => {
    const long = { ...training, epochs: 1000 };
    const store = temporaryStore();
    const first = await startRun(store, 1, long);
    await expect(ensureRun(long, { store })).rejects.toThrow(`is being made by process ${first.pid} on`);
    await killed(first);
    await expect(startRun(store, 1, long)).resolves.toBeDefined();
  });
});
