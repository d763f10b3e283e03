import { availableParallelism, cpus } from 'node:os';

/** The processor's name and the number of cores that this process may use. */
export function processorName(): string {
  return `${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} cores`;
}
