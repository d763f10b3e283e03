import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { perFile } from '../../lib/experiment/per-file.js';

test('reads a file again only when it has changed', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'longtail-per-file-')), 'a.ts');
  const made: string[] = [];
  const lengthOf = perFile((text) => {
    made.push(text);
    return text.length;
  });
  writeFileSync(file, 'one');
  expect([lengthOf(file), lengthOf(file)]).toEqual([3, 3]);
  writeFileSync(file, 'three');
  expect(lengthOf(file)).toBe(5);
  // As long as before, at another time.
  writeFileSync(file, 'seven');
  utimesSync(file, 1, 1);
  expect(lengthOf(file)).toBe(5);
  expect(made).toEqual(['one', 'three', 'seven']);
  expect(() => lengthOf(`${file}x`)).toThrow('ENOENT');
});
