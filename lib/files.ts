import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import writeFileAtomic from 'write-file-atomic';
import { explainSystemError, InputError } from './errors.js';

/**
 * Writes a file so that readers, and a process killed at any moment, see either the old content or the new, never a
 * part: into a neighbour, flushed to the disk, then renamed. Makes the folder when it is missing.
 *
 * @throws InputError when the disk is full or the place cannot be written; the old content then still stands.
 */
export function writeFileSafely(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const data =
      typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    writeFileAtomic.sync(path, data);
  } catch (error) {
    throw explainSystemError(error, 'write', path);
  }
}

/**
 * As `writeFileSafely`, for content that is too large for memory: pieces are written as they are made.
 *
 * @throws InputError as `writeFileSafely`, and what making a piece throws; the old content then still stands.
 */
export function writePiecesSafely(path: string, pieces: Iterable<Uint8Array>): void {
  const neighbour = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(neighbour, 'w');
    try {
      for (const piece of pieces) {
        for (let written = 0; written < piece.length; ) written += writeSync(file, piece, written);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(neighbour, path);
  } catch (error) {
    rmSync(neighbour, { force: true });
    throw explainSystemError(error, 'write', path);
  }
}

/** Writes `value` as indented JSON with a final newline, see `writeFileSafely`. */
export function writeJson(path: string, value: unknown): void {
  writeFileSafely(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** @throws InputError when the file is missing, unreadable, or not JSON. */
export function readJson<T>(path: string): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw explainSystemError(error, 'read', path);
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new InputError(`${path} is not valid JSON (${(error as Error).message}): restore it or delete it.`);
  }
}

/** Hexadecimal SHA-256 of bytes or text in memory. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Hexadecimal SHA-256 of a file, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw explainSystemError(error, 'read', path);
  }
  return hash.digest('hex');
}
