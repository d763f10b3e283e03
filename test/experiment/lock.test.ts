import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { acquireLock } from '../../lib/experiment/lock.js';
import { writeJson } from '../../lib/files.js';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'lock-')), 'run', 'lock');
});

const acquire = () => acquireLock(path, 'The run "small"');

describe('a lock', () => {
  test('is a file that names its holder until it is given back', () => {
    const release = acquire();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ host: hostname(), process: process.pid });
    release();
    expect(existsSync(path)).toBe(false);
    expect(acquire).not.toThrow();
  });

  test('that a running process holds is refused in a sentence with process and path', () => {
    acquire();
    expect(acquire).toThrow(InputError);
    expect(acquire).toThrow(
      `The run "small" is being made by process ${process.pid} on ${hostname()}: wait for it, or delete ${path} if that process is gone.`,
    );
    expect(existsSync(path)).toBe(true);
  });

  test('of another host is refused, as its processes cannot be looked at', () => {
    writeJson(path, { host: 'elsewhere', process: 2 ** 22 + 1, startedAt: '1' });
    expect(acquire).toThrow('is being made by process 4194305 on elsewhere');
  });

  test.each([
    // Linux gives no process a number above 2²².
    ['a process that is gone', JSON.stringify({ host: hostname(), process: 2 ** 22 + 1, startedAt: '1' })],
    [
      'a process whose number another one has now',
      JSON.stringify({ host: hostname(), process: process.pid, startedAt: '1' }),
    ],
    ['a process that was killed before it wrote its name', ''],
  ])('left by %s is taken over', (_, content) => {
    acquire()();
    writeFileSync(path, content);
    const release = acquire();
    expect(JSON.parse(readFileSync(path, 'utf8')).process).toBe(process.pid);
    release();
  });

  test('where no file can be is refused with its path', () => {
    acquire();
    path = join(path, 'below', 'lock');
    expect(acquire).toThrow(`Cannot lock ${path}: a file stands where a folder is expected.`);
  });
});
