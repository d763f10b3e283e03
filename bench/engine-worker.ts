// One engine of the benchmark in a process of its own: `engine-worker ENGINE THREADS BATCH` reads a number of steps a
// line, runs them, and answers with a line of JSON: the seconds of each.
import { createInterface } from 'node:readline';
import { type EngineName, startEngine } from '../lib/engine/index.js';
import { trainingStep } from './resnet32-step.js';

async function main(): Promise<void> {
  const [engine, threads, batchSize] = process.argv.slice(2);
  await startEngine({ engine: engine as EngineName, threads: Number(threads) });
  const step = trainingStep(Number(batchSize));
  for await (const line of createInterface({ input: process.stdin })) {
    const seconds: number[] = [];
    for (let i = 0; i < Number(line); i++) {
      const start = performance.now();
      await step.run();
      seconds.push((performance.now() - start) / 1000);
    }
    console.log(JSON.stringify(seconds));
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
