import { expect, test } from 'vitest';
import { Contestant } from '../../bench/contestant.js';
import { takeTurns } from '../../bench/take-turns.js';

/** A process whose every step takes the given time, without waiting for it. */
function pretending(name: string, secondsPerStep: number): Contestant {
  const program = `
    const lines = require('node:readline').createInterface({ input: process.stdin });
    lines.on('line', (line) => {
      console.log(JSON.stringify({ seconds: new Array(Number(line)).fill(${secondsPerStep}), processorSeconds: 0 }));
    });
  `;
  return new Contestant(name, process.execPath, ['-e', program]);
}

test('contestants run for about the same time a round, and one that cannot start is left out', async () => {
  const contestants = [
    pretending('fast', 0.1),
    new Contestant('missing', '/no/such/command', []),
    pretending('slow', 0.25),
  ];
  const leftOut: string[] = [];
  const turns = await takeTurns(contestants, { batch: 10, rounds: 3, secondsPerTurn: 0.5 }, ({ name }, reason) =>
    leftOut.push(`${name}: ${reason}`),
  );
  await Promise.all(contestants.map((contestant) => contestant.stop()));
  expect(leftOut).toEqual(['missing: it ended']);
  expect(turns.map(({ contestant }) => contestant.name)).toEqual(['fast', 'slow']);
  expect(turns.map(({ last }) => last.seconds.length)).toEqual([5, 2]);
  for (const [i, speed] of [100, 40].entries()) expect(turns[i]!.speeds).toBeAllclose([speed, speed, speed]);
});

test('a step longer than a turn is a turn of its own', async () => {
  const slow = pretending('slow', 7);
  const [turns] = await takeTurns([slow], { batch: 14, rounds: 2 }, () => {});
  await slow.stop();
  expect(turns!.last.seconds).toEqual([7]);
  expect(turns!.speeds).toEqual([2, 2]);
});
