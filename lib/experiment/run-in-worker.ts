import { fork } from 'node:child_process';
import { InputError } from '../errors.js';
import { compiledNeighbour } from '../project.js';
import { describeConfiguration } from './configuration.js';
import type { RunAnswer, RunEvent, RunRequest } from './messages.js';

export interface RunInWorkerOptions {
  onEvent?: (event: RunEvent) => void;
  /** Ends the process, and with it the run, at once. */
  signal?: AbortSignal;
}

/**
 * Makes a run in a process of its own: its memory is given back whole, and its crash is its own.
 *
 * @returns the record's file.
 * @throws InputError when the run cannot be made or its process ends early.
 */
export function runInWorker(request: RunRequest, { onEvent, signal }: RunInWorkerOptions = {}): Promise<string> {
  const worker = fork(compiledNeighbour(import.meta.url, 'worker'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    worker.send(request);
    worker.on('message', (answer: RunAnswer) => {
      if (answer.type === 'event') onEvent?.(answer.event);
      else if (answer.type === 'done') resolve(answer.file);
      else reject(answer.input ? new InputError(answer.message) : new Error(answer.message));
    });
    worker.on('error', reject);
    worker.on('exit', (code, ended) => {
      const description = describeConfiguration(request.configuration);
      reject(
        new InputError(
          `The process of the run "${description}" ended early (${ended ?? `exit code ${code}`}): run the same command again, it resumes.`,
        ),
      );
    });
  });
}
