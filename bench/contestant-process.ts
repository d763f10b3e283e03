import { createInterface } from 'node:readline';
import type { Answer } from './contestant.js';
import type { Step } from './steps.js';

/** What a contestant says of itself besides its seconds. */
export type SelfPortrait = () => Omit<Answer, 'seconds' | 'processorSeconds' | 'peakBytes'>;

/** The other side of `Contestant`: reads a number of steps a line, runs them, and answers with a line of JSON. */
export async function serveSteps(step: Step, portrait: SelfPortrait): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const seconds: number[] = [];
    const used = process.cpuUsage();
    for (let i = 0; i < Number(line); i++) {
      const start = performance.now();
      await step();
      seconds.push((performance.now() - start) / 1000);
    }
    const { user, system } = process.cpuUsage(used);
    const answer: Answer = {
      seconds,
      processorSeconds: (user + system) / 1e6,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      ...portrait(),
    };
    console.log(JSON.stringify(answer));
  }
  // A worker thread that makes batches may still be waiting.
  process.exit(0);
}

/** Runs a contestant's process; an error ends it with its sentence. */
export function runContestant(main: (order: unknown) => Promise<void>): void {
  main(JSON.parse(process.argv[2]!)).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
