import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { CoreTime } from '../../bench/core-time.js';

test('what the cores worked beyond the measured process is the share of others, over all that was watched', () => {
  const cores = new CoreTime();
  expect(cores.othersShare).toBe(0);
  cores.add({ worked: 2, own: 2, elapsed: 1 });
  expect(cores.othersShare).toBe(0);
  cores.add({ worked: 2, own: 1, elapsed: 1 });
  expect(cores.othersShare).toBeCloseTo(1 / (2 * availableParallelism()), 12);
});

test('a clock that is a little behind does not make a negative share', () => {
  const cores = new CoreTime();
  cores.add({ worked: 0.99, own: 1, elapsed: 1 });
  expect(cores.othersShare).toBe(0);
});

test('watching gives back what was measured', async () => {
  const cores = new CoreTime();
  const answer = { processorSeconds: 0, seconds: [1] };
  expect(await cores.watch(async () => answer)).toBe(answer);
});
