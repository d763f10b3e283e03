import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { longtail } from './longtail.js';

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'command-data-'));

describe('the data command', () => {
  test('without a name tells which data sets are ready, and how to get the others', async () => {
    const { code, stdout } = await longtail(['data'], { LONGTAIL_DATA: emptyFolder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^digits +ready +/m);
    expect(stdout).toMatch(/^cifar-10 +missing .*run `npx longtail data cifar-10`/m);
  });

  test('has nothing to do for the embedded digits', async () => {
    expect(await longtail(['data', 'digits'])).toEqual({
      code: 0,
      stdout: 'digits: embedded, verified, embedded in the project\n',
      stderr: '',
    });
  });

  test('refuses a folder that does not hold the data set, and leaves nothing half done', async () => {
    const [from, folder] = [emptyFolder(), emptyFolder()];
    const { code, stdout, stderr } = await longtail(['data', 'cifar-10', '--from', from, '--folder', folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `longtail: ${from} holds neither data_batch_1.bin, nor cifar-10-batches-bin, nor cifar-10-binary.tar.gz: give --from the folder with the files of cifar-10.\n`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('refuses a folder that does not exist', async () => {
    const from = join(emptyFolder(), 'missing');
    const { code, stderr } = await longtail(['data', 'cifar-10', '--from', from, '--folder', emptyFolder()]);
    expect(code).toBe(1);
    expect(stderr).toContain(`longtail: There is no ${from}: `);
    expect(existsSync(from)).toBe(false);
  });
});
