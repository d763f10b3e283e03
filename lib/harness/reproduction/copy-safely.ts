import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { explainSystemError } from '../../errors.js';

/**
 * Copies a file so that readers, and a process killed at any moment, see either what stood at `to` before or the whole
 * copy, never a part: into a neighbour, then renamed. Makes the folder when it is missing.
 *
 * @throws InputError when `from` cannot be read, the disk is full, or the place cannot be written; what stood at `to`
 * still stands.
 */
export function copySafely(from: string, to: string): void {
  const neighbour = `${to}.${process.pid}.part`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, neighbour);
    renameSync(neighbour, to);
  } catch (error) {
    rmSync(neighbour, { force: true });
    throw explainSystemError(error, `copy ${from} to`, to);
  }
}
