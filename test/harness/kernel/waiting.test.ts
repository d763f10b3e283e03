import { expect, test } from 'vitest';
import { within } from '../../../lib/harness/kernel/waiting.js';

const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(resolve, 20, value));

test.each([1, 3_000_000, Number.POSITIVE_INFINITY])('what comes within %d s is waited for', async (seconds) => {
  expect(await within(seconds, later('done'))).toBe('done');
});

test('what takes longer is left', async () => {
  expect(await within(0, later('done'))).toBeUndefined();
});
