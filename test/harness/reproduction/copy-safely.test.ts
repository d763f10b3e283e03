import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { copySafely } from '../../../lib/harness/reproduction/copy-safely.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copy-safely-'));
  writeFileSync(join(folder, 'new'), 'new');
});

describe('a copy', () => {
  test('takes the place of what was there, and its folder is made', () => {
    const to = join(folder, 'deeper', 'copy');
    for (const text of ['new', 'newer']) {
      writeFileSync(join(folder, 'new'), text);
      copySafely(join(folder, 'new'), to);
      expect(readFileSync(to, 'utf8')).toBe(text);
    }
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['copy']);
  });

  test('of a file that is not there leaves what was', () => {
    writeFileSync(join(folder, 'old'), 'old');
    expect(() => copySafely(join(folder, 'missing'), join(folder, 'old'))).toThrow(InputError);
    expect(readFileSync(join(folder, 'old'), 'utf8')).toBe('old');
  });

  test('that cannot take its place leaves nothing half done', () => {
    mkdirSync(join(folder, 'taken'));
    expect(() => copySafely(join(folder, 'new'), join(folder, 'taken'))).toThrow(/^Cannot copy .*new to .*taken: /);
    expect(readdirSync(folder).sort()).toEqual(['new', 'taken']);
  });
});
