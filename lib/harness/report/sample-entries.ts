import type { ReportedClaim, ReportedMetric } from './model.js';

type Entry = ReportedMetric | ReportedClaim;

export interface EntrySample<T extends Entry> {
  shown: T[];
  /** One phrase per verdict that was cut short: `45 more: no baseline`. */
  hidden: string[];
}

/** At most `limit` entries of every gate verdict, so that a missing baseline does not bury a regression. */
export function sampleEntries<T extends Entry>(entries: readonly T[], limit: number): EntrySample<T> {
  const counts = new Map<string, number>();
  const shown = entries.filter(({ gate: { verdict } }) => {
    const count = (counts.get(verdict) ?? 0) + 1;
    counts.set(verdict, count);
    return count <= limit;
  });
  const cut = [...counts].filter(([, count]) => count > limit);
  return { shown, hidden: cut.map(([verdict, count]) => `${count - limit} more: ${verdict}`) };
}
