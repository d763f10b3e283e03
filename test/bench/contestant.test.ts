import { expect, test } from 'vitest';
import { type Answer, Contestant } from '../../bench/contestant.js';

/** Answers each line with the seconds that it names: `3` with [3]. */
const echo = `
  const lines = require('node:readline').createInterface({ input: process.stdin });
  lines.on('line', (line) => console.log(JSON.stringify({ seconds: [Number(line)], peakBytes: 5 })));
`;

test('a contestant answers every request in turn, through more rounds than listeners are allowed', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const contestant = new Contestant('echo', process.execPath, ['-e', echo]);
  const answers: Answer[] = [];
  for (let round = 0; round < 15; round++) answers.push(await contestant.run(round));
  await contestant.stop();
  process.off('warning', warn);
  expect(answers.map(({ seconds }) => seconds)).toEqual(Array.from({ length: 15 }, (_, round) => [round]));
  expect(answers[0]!.peakBytes).toBe(5);
  expect(warnings).toEqual([]);
});

test('a contestant that ends is told with the last line of its complaint', async () => {
  const failing = new Contestant('failing', process.execPath, [
    '-e',
    "console.error('trace\\nno torch'); process.exit(1)",
  ]);
  await expect(failing.run(1)).rejects.toThrow('no torch');
  await expect(failing.run(1)).rejects.toThrow('no torch');
  await failing.stop();
});

test('a contestant whose command does not exist is told as ended', async () => {
  const missing = new Contestant('missing', '/no/such/command', []);
  await expect(missing.run(1)).rejects.toThrow('it ended');
  await missing.stop();
});
