import { expect, test } from 'vitest';
import { Contestant } from '../../bench/contestant.js';

/** Answers each line with the seconds that it names: `3` with [3]. */
const echo =
  "require('node:readline').createInterface({ input: process.stdin }).on('line', (n) => console.log('[' + n + ']'))";

test('a contestant keeps the seconds of its recorded steps, through more rounds than listeners are allowed', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const contestant = new Contestant('echo', process.execPath, ['-e', echo]);
  await contestant.run(99, { record: false });
  for (let round = 0; round < 15; round++) await contestant.run(round);
  contestant.stop();
  process.off('warning', warn);
  expect(contestant.seconds).toEqual(Array.from({ length: 15 }, (_, round) => round));
  expect(warnings).toEqual([]);
});

test('a contestant that ends is told with the last line of its complaint', async () => {
  const failing = new Contestant('failing', process.execPath, [
    '-e',
    "console.error('trace\\nno torch'); process.exit(1)",
  ]);
  await expect(failing.run(1)).rejects.toThrow('no torch');
  await expect(failing.run(1)).rejects.toThrow('no torch');
});

test('a contestant whose command does not exist is told as ended', async () => {
  await expect(new Contestant('missing', '/no/such/command', []).run(1)).rejects.toThrow('it ended');
});
