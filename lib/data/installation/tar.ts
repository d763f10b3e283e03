import { InputError } from '../../errors.js';

/** A regular file of an archive. */
export interface TarFile {
  /** The path inside the archive, as it stands there. */
  path: string;
  content: Uint8Array;
}

const blockBytes = 512;

/**
 * The regular files of an uncompressed tar archive (ustar and what older tars wrote), in order; links, folders and
 * extended headers are skipped.
 *
 * A reader of our own instead of the `tar` command: it needs no program that Windows or a slim container may lack,
 * writes nothing by itself, so that no path in an archive can lead outside, and files are verified before they are on disk.
 *
 * @throws InputError when the archive ends within a file or a header is not one.
 */
export function* readTar(archive: Uint8Array): Generator<TarFile, void> {
  let offset = 0;
  while (offset + blockBytes <= archive.length) {
    const header = archive.subarray(offset, offset + blockBytes);
    if (header.every((byte) => byte === 0)) return;
    if (!checksumIsRight(header))
      throw new InputError(`The archive has no valid tar header at byte ${offset}: fetch it again.`);
    const size = octal(header, 124, 12);
    const start = offset + blockBytes;
    if (start + size > archive.length)
      throw new InputError(`The archive ends within ${text(header, 0, 100)}: fetch it again.`);
    const type = header[156]!;
    if (type === 0 || type === '0'.charCodeAt(0))
      yield { path: path(header), content: archive.subarray(start, start + size) };
    offset = start + Math.ceil(size / blockBytes) * blockBytes;
  }
}

/** The sum of the header's bytes, its own eight counted as blanks. */
function checksumIsRight(header: Uint8Array): boolean {
  let sum = 8 * ' '.charCodeAt(0);
  header.forEach((byte, i) => {
    if (i < 148 || i >= 156) sum += byte;
  });
  return octal(header, 148, 8) === sum;
}

function path(header: Uint8Array): string {
  const isUstar = text(header, 257, 5) === 'ustar';
  const folder = isUstar ? text(header, 345, 155) : '';
  return folder ? `${folder}/${text(header, 0, 100)}` : text(header, 0, 100);
}

function text(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(header: Uint8Array, start: number, length: number): number {
  return Number.parseInt(text(header, start, length).trim(), 8);
}
