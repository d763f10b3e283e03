import { type ChildProcess, fork } from 'node:child_process';
import { lastBuild } from '../last-build.js';
import { compiledNeighbour } from '../project.js';

/** Processes that wait for another run, the latest last, and the timers that end their wait. */
const waiting = new Map<ChildProcess, NodeJS.Timeout>();

/** No longer, since a waiting process holds the memory of its last run. */
const waitingMilliseconds = 1000;

/** The build whose code a process computes with. */
const builds = new WeakMap<ChildProcess, number>();

/** A new process of `worker.ts`; an abort of the signal kills it. @throws Error when there are no means for a process. */
export function startWorker(signal?: AbortSignal): ChildProcess {
  const worker = fork(compiledNeighbour(import.meta.url, 'worker'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  });
  builds.set(worker, lastBuild());
  return worker;
}

/** A process that waits for a run and computes with the code of the last build, or else a new one. */
export function takeWorker(): ChildProcess {
  for (const [worker, dismissal] of [...waiting].reverse()) {
    waiting.delete(worker);
    clearTimeout(dismissal);
    if (isAlive(worker) && builds.get(worker) === lastBuild()) {
      worker.ref();
      worker.channel?.ref();
      return worker;
    }
    dismissWorker(worker);
  }
  return startWorker();
}

/** Lets a process wait for another run; who listened to it hears no more, and it keeps nobody from ending. */
export function keepWorker(worker: ChildProcess): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  worker.unref();
  worker.channel?.unref();
  const dismissal = setTimeout(() => {
    waiting.delete(worker);
    dismissWorker(worker);
  }, waitingMilliseconds);
  waiting.set(worker, dismissal.unref());
}

/** Ends a process that has nothing to make. */
export function dismissWorker(worker: ChildProcess): void {
  if (worker.connected) worker.disconnect();
}

function isAlive({ connected, exitCode, signalCode }: ChildProcess): boolean {
  return connected && exitCode === null && signalCode === null;
}
