import { InputError } from '../errors.js';
import { describeConfiguration } from './configuration.js';
import type { RunAnswer, RunEvent, RunRequest } from './messages.js';
import { dismissWorker, keepWorker, startWorker, takeWorker } from './worker-processes.js';

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
 * @throws InputError when the run cannot be made, or its process cannot be started or ends early.
 */
export function runInWorker(request: RunRequest, { onEvent, signal }: RunInWorkerOptions = {}): Promise<string> {
  const shared = request.configuration.stage === 'two' && !signal;
  const run = `the run "${describeConfiguration(request.configuration)}"`;
  return new Promise<string>((resolve, reject) => {
    const worker = shared ? takeWorker() : startWorker(signal);
    worker.on('message', (answer: RunAnswer) => {
      if (answer.type === 'event') return onEvent?.(answer.event);
      // After a failure nobody knows in what state a process is.
      if (shared && answer.type === 'done') keepWorker(worker);
      else dismissWorker(worker);
      if (answer.type === 'done') resolve(answer.file);
      else reject(answer.input ? new InputError(answer.message) : new Error(answer.message));
    });
    worker.on('error', ({ message }) =>
      reject(
        new InputError(`The process of ${run} failed (${message}): make room for it and run the same command again.`),
      ),
    );
    worker.on('exit', (code, ended) =>
      reject(
        new InputError(
          `The process of ${run} ended early (${ended ?? `exit code ${code}`}): run the same command again, it resumes.`,
        ),
      ),
    );
    // Where no process could be started, its error is on the way.
    if (worker.connected) worker.send(request);
  });
}
