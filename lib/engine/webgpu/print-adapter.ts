// Prints the adapter that WebGPU finds, as JSON; see `findAdapter`.
import { describeAdapter, requestAdapter } from './adapter.js';
import { loadDawn } from './packages.js';

async function main(): Promise<void> {
  const { create } = await loadDawn();
  const adapter = await requestAdapter(create([]));
  process.stdout.write(JSON.stringify(adapter && describeAdapter(adapter)));
}

main();
