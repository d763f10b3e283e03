import { basename } from 'node:path';
import { sha256OfFile } from '../files.js';

/** Writes a file that belongs to a run. @returns what the record says of it. */
export async function artifact(path: string, write: (path: string) => void | Promise<void>) {
  await write(path);
  return { file: basename(path), sha256: await sha256OfFile(path) };
}
