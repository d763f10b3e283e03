import { readdirSync } from 'node:fs';
import type { MetricInput } from '../../lib/metrics/index.js';
import { projectPath } from '../../lib/project.js';

/** What the contract suite must know of a metric, one file each in `cases`. */
export interface MetricCases {
  /** Options without which there is no metric. */
  options?: object;
  /** An input small enough to be computed by hand, and what comes out. */
  golden: { counts: number[]; input: Partial<MetricInput>; value: unknown; options?: object }[];
  /** The metric again, as plainly as its definition reads, with its default options. */
  reference(input: MetricInput, counts: number[]): unknown;
  /** How the result follows a new order of classes: `order[k]` is the old number of class k. Default: not at all. */
  reordered?(value: never, order: number[]): unknown;
}

/** All cases by the name of their metric. */
export async function metricCases(): Promise<Record<string, MetricCases>> {
  const names = readdirSync(projectPath('test/metrics/cases')).map((file) => file.replace('.ts', ''));
  const cases = names.map(async (name) => {
    const { default: each } = (await import(`./cases/${name}.ts`)) as { default: MetricCases };
    return [name, each] as const;
  });
  return Object.fromEntries(await Promise.all(cases));
}

/** A vector over the classes, in a new order. */
export const classVector = (values: unknown[], order: number[]): unknown[] => order.map((k) => values[k]);

/** A matrix over pairs of classes, in a new order. */
export const classMatrix = (rows: unknown[][], order: number[]): unknown[][] =>
  order.map((i) => order.map((j) => rows[i]![j]));
