import { describe, expect, test } from 'vitest';
import { readTar } from '../../../lib/data/installation/tar.js';
import { tar } from '../synthetic-cifar.js';

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251);

describe('readTar', () => {
  test('gives every regular file, of any length, and skips folders', () => {
    const files = [0, 1, 511, 512, 513, 2000].map((length) => ({
      path: `folder/${length}.bin`,
      content: bytes(length),
    }));
    const read = [...readTar(tar(files))];
    expect(read.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    expect(read.map(({ content }) => [...content])).toEqual(files.map(({ content }) => [...content]));
  });

  test('takes an archive without its closing blocks', () => {
    const archive = tar([{ path: 'a', content: bytes(600) }]);
    expect([...readTar(archive.subarray(0, archive.length - 1024))]).toHaveLength(1);
  });

  test('refuses an archive that ends within a file', () => {
    const archive = tar([{ path: 'a.bin', content: bytes(2000) }]);
    expect(() => [...readTar(archive.subarray(0, 2048))]).toThrow('The archive ends within a.bin: fetch it again.');
  });

  test('refuses what is no tar header', () => {
    const archive = tar([{ path: 'a.bin', content: bytes(10) }]);
    archive[512 + 3]! ^= 1;
    expect(() => [...readTar(archive)]).toThrow('The archive has no valid tar header at byte 512: fetch it again.');
  });
});
