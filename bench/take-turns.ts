import type { Answer, Contestant } from './contestant.js';
import { CoreTime } from './core-time.js';
import { roundSpeed } from './statistics.js';

export interface TurnsOptions {
  batch: number;
  rounds: number;
  /** About how long a contestant runs in a round; default 1. */
  secondsPerTurn?: number;
}

/** What a contestant did in all rounds. */
export interface Turns {
  contestant: Contestant;
  /** Images per second, by round. */
  speeds: number[];
  /** What other processes took of the cores meanwhile. */
  cores: CoreTime;
  /** The last answer, with the memory of the whole time. */
  last: Answer;
}

/**
 * Runs a contestant until its memory is allocated and its code is compiled, one step and then for as long as two turns.
 *
 * @returns how many steps make a turn, at least one.
 */
async function warmUp(contestant: Contestant, secondsPerTurn: number): Promise<number> {
  await contestant.run(1);
  const [second] = (await contestant.run(1)).seconds;
  const steps = Math.max(1, Math.round(secondsPerTurn / second!));
  const { seconds } = await contestant.run(2 * steps);
  return Math.max(1, Math.round((secondsPerTurn * steps) / seconds.slice(steps).reduce((sum, each) => sum + each, 0)));
}

/**
 * Warms the contestants up and lets them take turns, in changing order, so that a busy machine slows all of them.
 *
 * @param leaveOut told of a contestant that cannot start, and why; the others go on.
 */
export async function takeTurns(
  contestants: readonly Contestant[],
  { batch, rounds, secondsPerTurn = 1 }: TurnsOptions,
  leaveOut: (contestant: Contestant, reason: string) => void,
): Promise<Turns[]> {
  const ready: (Turns & { steps: number })[] = [];
  for (const contestant of contestants)
    try {
      const steps = await warmUp(contestant, secondsPerTurn);
      ready.push({ contestant, steps, speeds: [], cores: new CoreTime(), last: await contestant.run(0) });
    } catch (error) {
      leaveOut(contestant, (error as Error).message);
    }
  for (let round = 0; round < rounds; round++)
    for (const turns of round % 2 ? [...ready].reverse() : ready) {
      turns.last = await turns.cores.watch(() => turns.contestant.run(turns.steps));
      turns.speeds.push(roundSpeed(turns.last.seconds, batch));
    }
  return ready;
}
