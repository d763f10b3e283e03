import { isMainThread, Worker } from 'node:worker_threads';

const checkMilliseconds = 1000;

/**
 * Ends this process soon after its parent has ended, however it ended. The watch is a thread of its own, so that it works
 * while a cell computes without pause.
 */
export function dieWithParent(): void {
  new Worker(new URL(import.meta.url)).unref();
}

if (!isMainThread) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, checkMilliseconds);
}
