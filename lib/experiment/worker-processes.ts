import { type ChildProcess, fork } from 'node:child_process';
import { compiledNeighbour } from '../project.js';

/** Processes that wait for another run, the latest last. */
const waiting: { worker: ChildProcess; dismissal: NodeJS.Timeout }[] = [];

/** No longer, since a process computes with the code that it began with, while a run is named by the code of today. */
const waitingMilliseconds = 1000;

/** A new process of `worker.ts`; an abort of the signal kills it. */
export function startWorker(signal?: AbortSignal): ChildProcess {
  return fork(compiledNeighbour(import.meta.url, 'worker'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  });
}

/** A process that waits for a run, or else a new one. */
export function takeWorker(): ChildProcess {
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { worker, dismissal } = next;
    clearTimeout(dismissal);
    if (!worker.connected) continue;
    worker.ref();
    worker.channel?.ref();
    return worker;
  }
  return startWorker();
}

/** Lets a process wait for another run; who listened to it hears no more, and it keeps nobody from ending. */
export function keepWorker(worker: ChildProcess): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  worker.unref();
  worker.channel?.unref();
  const dismissal = setTimeout(() => {
    waiting.splice(
      waiting.findIndex((each) => each.worker === worker),
      1,
    );
    if (worker.connected) worker.disconnect();
  }, waitingMilliseconds).unref();
  waiting.push({ worker, dismissal });
}
