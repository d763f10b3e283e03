import fs, { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../lib/errors.js';
import { readJson, sha256, sha256OfFile, writeFileSafely, writeJson } from '../lib/files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => {
  vi.restoreAllMocks();
});

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the operating system says it`), { code });
}

describe('writing a file safely', () => {
  test('replaces the content and leaves no other file beside it', () => {
    const path = join(folder, 'file.txt');
    writeFileSafely(path, 'old');
    writeFileSafely(path, 'newer');
    expect(readFileSync(path, 'utf8')).toBe('newer');
    expect(readdirSync(folder)).toEqual(['file.txt']);
  });

  test('makes the missing folders', () => {
    const path = join(folder, 'a', 'b', 'file.txt');
    writeFileSafely(path, 'text');
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  test('writes the bytes of a view, not of the buffer under it', () => {
    const path = join(folder, 'bytes');
    writeFileSafely(path, new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3));
    expect([...readFileSync(path)]).toEqual([2, 3]);
  });

  test.each([
    ['ENOSPC', 'no space is left on the device'],
    ['EDQUOT', 'the disk quota is used up'],
  ])('keeps the old content when the disk is full (%s), and says so in one sentence', (code, meaning) => {
    const path = join(folder, 'record.json');
    writeFileSafely(path, 'old');
    vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw systemError(code);
    });
    const write = () => writeFileSafely(path, 'new');
    expect(write).toThrow(InputError);
    expect(write).toThrow(`Cannot write ${path}: ${meaning}; free some space and run the same command again.`);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['record.json']);
  });

  test('keeps the old content when the new one cannot take its place', () => {
    const path = join(folder, 'record.json');
    writeFileSafely(path, 'old');
    vi.spyOn(fs, 'renameSync').mockImplementation(() => {
      throw systemError('EROFS');
    });
    expect(() => writeFileSafely(path, 'new')).toThrow(`Cannot write ${path}: the file system is read-only`);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['record.json']);
  });

  // The superuser may write everywhere.
  test.skipIf(process.getuid?.() === 0)('is refused by a folder without permission', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    const path = join(closed, 'file.txt');
    expect(() => writeFileSafely(path, 'text')).toThrow(`Cannot write ${path}: permission is denied`);
    chmodSync(closed, 0o700);
    expect(existsSync(path)).toBe(false);
  });

  test('is refused where a file stands in place of a folder, or a folder in place of the file', () => {
    writeFileSync(join(folder, 'file'), '');
    const below = join(folder, 'file', 'deeper', 'record.json');
    expect(() => writeFileSafely(below, 'text')).toThrow(`Cannot write ${below}: a file stands where a folder`);
    expect(() => writeFileSafely(folder, 'text')).toThrow(`Cannot write ${folder}: a folder stands where a file`);
  });
});

describe('JSON', () => {
  test('is written for people and read back', () => {
    const path = join(folder, 'value.json');
    const value = { name: 'τ', values: [1, null] };
    writeJson(path, value);
    expect(readFileSync(path, 'utf8')).toBe('{\n  "name": "τ",\n  "values": [\n    1,\n    null\n  ]\n}\n');
    expect(readJson(path)).toEqual(value);
  });

  test('that is missing, a folder, or cut off is refused in a sentence with its path', () => {
    const missing = join(folder, 'missing.json');
    expect(() => readJson(missing)).toThrow(InputError);
    expect(() => readJson(missing)).toThrow(`Cannot read ${missing}: there is no such file or folder.`);
    expect(() => readJson(folder)).toThrow(`Cannot read ${folder}: a folder stands where a file is expected.`);
    const cut = join(folder, 'cut.json');
    writeFileSync(cut, '{"name": "τ", "val');
    expect(() => readJson(cut)).toThrow(InputError);
    expect(() => readJson(cut)).toThrow(/^.*cut\.json is not valid JSON \(.+\): restore it or delete it\.$/);
  });
});

describe('a checksum', () => {
  // FIPS 180-2, appendix B.1.
  const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  test('is SHA-256, the same in memory and of a file', async () => {
    const path = join(folder, 'abc');
    writeFileSync(path, 'abc');
    expect(sha256('abc')).toBe(ofAbc);
    expect(sha256(new Uint8Array([0, 97, 98, 99]).subarray(1))).toBe(ofAbc);
    expect(await sha256OfFile(path)).toBe(ofAbc);
  });

  test('of a missing file is refused with its path', async () => {
    const path = join(folder, 'missing');
    await expect(sha256OfFile(path)).rejects.toThrow(`Cannot read ${path}: there is no such file or folder.`);
  });
});
