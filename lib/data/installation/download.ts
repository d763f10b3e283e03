import { rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { explainSystemError, InputError } from '../../errors.js';

/** How far a download is; `total` is null while the server does not say. */
export interface DownloadProgress {
  bytes: number;
  total: number | null;
}

export interface DownloadOptions {
  onProgress?: (progress: DownloadProgress) => void;
}

/**
 * Downloads `url` to `path`, from where an earlier, interrupted download to the same path stopped (a Range request); a
 * server that does not resume sends everything anew. What has arrived is kept when the download stops.
 *
 * The result may still be wrong, e.g. when the file on the server has changed in between: compare its checksum.
 *
 * @throws InputError when the server cannot be reached, refuses, or breaks off, and when the disk is full.
 */
export async function download(url: string, path: string, { onProgress }: DownloadOptions = {}): Promise<void> {
  const present = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const response = await request(url, present);
  // The server has nothing after the bytes that are here: they are the whole file, or not a part of it at all.
  if (response.status === 416) {
    await response.body?.cancel();
    if (totalOf(response) === present) return;
    rmSync(path);
    return download(url, path, { onProgress });
  }
  if (!response.ok || !response.body) {
    throw new InputError(
      `${url} cannot be downloaded, the server answered ${response.status} ${response.statusText}: try again later, or fetch it otherwise and use --from.`,
    );
  }
  const resumed = response.status === 206;
  const total = resumed ? totalOf(response) : Number(response.headers.get('content-length')) || null;
  let bytes = resumed ? present : 0;
  try {
    // Written piece by piece: a stream that fails would drop what it has buffered, and resuming lives on what is written.
    const file = await open(path, resumed ? 'a' : 'w');
    try {
      for await (const piece of response.body) {
        await file.writeFile(piece as Uint8Array);
        bytes += (piece as Uint8Array).length;
        onProgress?.({ bytes, total });
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const explained = explainSystemError(error, 'write', path);
    throw explained instanceof InputError ? explained : interrupted(url, bytes, total, error);
  }
  if (total !== null && bytes < total) throw interrupted(url, bytes, total, null);
}

async function request(url: string, from: number): Promise<Response> {
  try {
    return await fetch(url, { headers: from > 0 ? { range: `bytes=${from}-` } : {} });
  } catch (error) {
    throw new InputError(
      `${url} cannot be reached (${reason(error)}): check the network, or fetch the file otherwise and use --from.`,
      { cause: error },
    );
  }
}

/** The size of the whole file, from `Content-Range: bytes 5-9/10` or the like. */
function totalOf(response: Response): number | null {
  const size = response.headers.get('content-range')?.split('/')[1];
  return size && /^\d+$/.test(size) ? Number(size) : null;
}

function interrupted(url: string, bytes: number, total: number | null, cause: unknown): InputError {
  const size = total === null ? `${bytes} bytes` : `${bytes} of ${total} bytes`;
  const why = cause ? ` (${reason(cause)})` : '';
  return new InputError(
    `The download of ${url} stopped after ${size}${why}: run the same command again to resume it.`,
    { cause },
  );
}

/** Undici hides what happened in the error's cause. */
function reason(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}
