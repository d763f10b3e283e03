import { InputError } from '../errors.js';
import { describeConfiguration } from './configuration.js';
import type { RunAnswer, RunEvent, RunRequest } from './messages.js';
import { keepWorker, startWorker, takeWorker } from './worker-processes.js';

export interface RunInWorkerOptions {
  onEvent?: (event: RunEvent) => void;
  /** Ends the process, and with it the run, at once. */
  signal?: AbortSignal;
}

/**
 * Makes a run in another process: its crash is its own. A training has one for itself, whose memory is given back whole;
 * second stages, which take about as long as a process takes to start, follow each other in one.
 *
 * @returns the record's file.
 * @throws InputError when the run cannot be made or its process ends early.
 */
export function runInWorker(request: RunRequest, { onEvent, signal }: RunInWorkerOptions = {}): Promise<string> {
  const shared = request.configuration.stage === 'two' && !signal;
  const worker = shared ? takeWorker() : startWorker(signal);
  return new Promise<string>((resolve, reject) => {
    worker.send(request);
    worker.on('message', (answer: RunAnswer) => {
      if (answer.type === 'event') return onEvent?.(answer.event);
      if (answer.type === 'failed')
        return reject(answer.input ? new InputError(answer.message) : new Error(answer.message));
      if (shared) keepWorker(worker);
      resolve(answer.file);
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
