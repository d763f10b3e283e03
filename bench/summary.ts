import type { Result } from './measure-workload.js';
import { relativeRange } from './statistics.js';
import { sweepName, type Workload } from './workloads.js';

export type Measured = Pick<Workload, 'name' | 'batch'> & {
  results: Pick<Result, 'contestant' | 'imagesPerSecond' | 'othersShare'>[];
};

/** What an image costs a contestant at several batches of the sweep; the same at all when cost grows with the batch. */
export interface CostByBatch {
  contestant: string;
  milliseconds: Record<number, number>;
}

export function costByBatch(measured: readonly Measured[]): CostByBatch[] {
  const costs = new Map<string, Record<number, number>>();
  for (const { name, batch, results } of measured)
    for (const { contestant, imagesPerSecond } of name.startsWith(sweepName) ? results : [])
      costs.set(contestant, { ...costs.get(contestant), [batch]: 1000 / imagesPerSecond.median });
  const all = Array.from(costs, ([contestant, milliseconds]) => ({ contestant, milliseconds }));
  return all.filter(({ milliseconds }) => Object.keys(milliseconds).length > 1);
}

/** How far apart the rounds of one contestant lay. */
export interface LargestSpread {
  name: string;
  contestant: string;
  /** Of their median. */
  share: number;
}

/** The contestant whose rounds lay the furthest apart; null when nothing was measured. */
export function largestSpread(measured: readonly Measured[]): LargestSpread | null {
  const all = measured.flatMap(({ name, results }) =>
    results.map(({ contestant, imagesPerSecond }) => ({ name, contestant, share: relativeRange(imagesPerSecond) })),
  );
  return all.sort((a, b) => b.share - a.share)[0] ?? null;
}

/** Above this share of the cores' time that others took, a row is not to be trusted. */
const tolerableShare = 0.05;

/** Names of the workloads that others disturbed. */
export function disturbed(measured: readonly Measured[]): string[] {
  const busy = ({ results }: Measured) => results.some(({ othersShare }) => othersShare > tolerableShare);
  return measured.filter(busy).map(({ name }) => name);
}
