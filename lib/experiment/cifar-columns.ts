import type { LongTailedCifar } from './protocols/index.js';

/** CIFAR-10-LT, then CIFAR-100-LT, at each imbalance factor: the order in which tables print them. */
export function longTailedCifars(...imbalanceFactors: number[]): LongTailedCifar[] {
  return (['cifar-10', 'cifar-100'] as const).flatMap((dataset) =>
    imbalanceFactors.map((imbalanceFactor) => ({ dataset, imbalanceFactor })),
  );
}

/** The key of a column of CIFAR: `c10_if100`. */
export function cifarColumn({ dataset, imbalanceFactor }: LongTailedCifar): string {
  return `${dataset.replace('cifar-', 'c')}_if${imbalanceFactor}`;
}
