import type { Calibration } from './calibration.js';

/**
 * Mean confidence less accuracy over all samples: the calibration error with its sign, in which bins that claim too much
 * and bins that claim too little cancel out. Above 0 a model is over-confident, below under-confident.
 */
export function overconfidence({ bins }: Pick<Calibration, 'bins'>): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { count, confidence, accuracy }) => {
    return sum + (count / total) * ((confidence ?? 0) - (accuracy ?? 0));
  }, 0);
}
