import type { Numbers } from './rows.js';

/** Mean [p] and covariance [p, p] of a class's features, both divided by its number of samples. */
export interface ClassMoments {
  mean: Float64Array;
  covariance: Float64Array;
}

/** The moments of every class; null for a class without samples. */
export function classMoments(
  features: Numbers,
  labels: Numbers,
  { classCount }: { classCount: number },
): (ClassMoments | null)[] {
  const size = features.length / labels.length;
  const samples = Array.from({ length: classCount }, (): number[] => []);
  for (let i = 0; i < labels.length; i++) samples[labels[i]!]!.push(i);
  return samples.map((members) => {
    if (members.length === 0) return null;
    const mean = new Float64Array(size);
    for (const i of members) for (let d = 0; d < size; d++) mean[d]! += features[i * size + d]! / members.length;
    const covariance = new Float64Array(size * size);
    const deviation = new Float64Array(size);
    for (const i of members) {
      for (let d = 0; d < size; d++) deviation[d] = features[i * size + d]! - mean[d]!;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) covariance[a * size + b]! += (deviation[a]! * deviation[b]!) / members.length;
      }
    }
    return { mean, covariance };
  });
}
