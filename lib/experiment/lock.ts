import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { explainSystemError, InputError } from '../errors.js';

interface Holder {
  host: string;
  process: number;
  /** The kernel's start time of the process: a number is given to another process later. */
  startedAt: string;
}

/** Start time of a process as Linux tells it; empty elsewhere or when there is no such process. */
function startTime(process: number): string {
  try {
    const status = readFileSync(`/proc/${process}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19]!;
  } catch {
    return '';
  }
}

function runs({ process: id, startedAt }: Holder): boolean {
  try {
    process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startTime(id) === startedAt;
}

/**
 * Takes the file `path` as a lock; a lock left by a process that was killed is taken over.
 *
 * @param what named in the message, such as the run.
 * @returns a function that gives the lock back.
 * @throws InputError when another running process, or another host, holds it.
 */
export function acquireLock(path: string, what: string): () => void {
  const me: Holder = { host: hostname(), process: process.pid, startedAt: startTime(process.pid) };
  for (let attempt = 0; ; attempt++) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      const file = openSync(path, 'wx');
      writeSync(file, JSON.stringify(me));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainSystemError(error, 'lock', path);
    }
    const holder = readHolder(path);
    if (attempt > 0 || (holder && (holder.host !== me.host || runs(holder)))) {
      const by = holder ? `process ${holder.process} on ${holder.host}` : 'another process';
      throw new InputError(`${what} is being made by ${by}: wait for it, or delete ${path} if that process is gone.`);
    }
    rmSync(path, { force: true });
  }
}

/** Null where the lock went away or its writer was killed before it wrote. */
function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
