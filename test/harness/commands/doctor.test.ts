import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../../lib/harness/commands/doctor.js';
import { longtail } from './longtail.js';

describe('the doctor', () => {
  test('tells programs what would compute, which data sets are there, and whether the kernel answers', async () => {
    const { code, stdout } = await longtail(['doctor', '--json'], {
      LONGTAIL_THREADS: '1',
      LONGTAIL_STORE: '/elsewhere',
    });
    expect(code).toBe(0);
    const diagnosis = JSON.parse(stdout) as Diagnosis;
    const { engine, device, instructionSet, threads, engines, datasets, kernel, store } = diagnosis;
    expect(engines.map(({ name }) => name)).toEqual(['tensorflow', 'webgpu', 'native', 'wasm']);
    expect(engines.find(({ name }) => name === engine)?.available).toBe(true);
    expect(device).toEqual(expect.any(String));
    expect(instructionSet).toEqual(expect.any(String));
    expect(threads).toBe(1);
    expect(datasets.map(({ name }) => name)).toEqual(['digits', 'cifar-10', 'cifar-100']);
    expect(datasets[0]).toMatchObject({ ready: true });
    expect(kernel).toEqual({ ready: true, detail: expect.stringMatching(/^tslab\b.* answers$/) });
    expect(store).toBe('/elsewhere');
  });

  test('says in one sentence that an engine does not exist, still tells the rest, and fails', async () => {
    const { code, stdout, stderr } = await longtail(['doctor'], { LONGTAIL_ENGINE: 'nonsense' });
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe(
      "Computes: LONGTAIL_ENGINE names an unknown engine 'nonsense': choose auto, tensorflow, webgpu, native, wasm.",
    );
    expect(stdout).toMatch(/^digits +yes /m);
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  });
});
