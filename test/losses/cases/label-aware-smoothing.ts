import type { LossCases } from '../cases.js';
import { logSoftmax, meanOf, negativeLogSoftmax, sum } from '../reference.js';

interface Smoothing {
  head: number;
  /** From (N_y − N_K) / (N_1 − N_K) to f(N_y). */
  f: (position: number) => number;
  overAll?: boolean;
}

const smoothed = ({ head, f, overAll = false }: Smoothing) =>
  meanOf((logits, y, { counts }) => {
    const [smallest, largest] = [Math.min(...counts), Math.max(...counts)];
    const epsilon = largest === smallest ? head : f((counts[y]! - smallest) / (largest - smallest));
    const classCount = logits.length;
    const ofClass = logSoftmax(logits).map((value) => -value);
    const others = sum(ofClass.filter((_, k) => k !== y));
    return overAll
      ? (1 - epsilon) * ofClass[y]! + (epsilon / classCount) * (others + ofClass[y]!)
      : (1 - epsilon) * ofClass[y]! + (epsilon / (classCount - 1)) * others;
  });

const concave = (head: number, tail: number) => (x: number) => tail + (head - tail) * Math.sin((Math.PI * x) / 2);

export default {
  rows: [
    { reference: smoothed({ head: 0.4, f: concave(0.4, 0.1) }) },
    {
      options: { epsilonHead: 0.3, epsilonTail: 0, smoothing: 'over-all-classes' },
      reference: smoothed({ head: 0.3, f: concave(0.3, 0), overAll: true }),
    },
    { options: { shape: 'linear' }, reference: smoothed({ head: 0.4, f: (x) => 0.1 + 0.3 * x }) },
    {
      options: { shape: 'convex' },
      reference: smoothed({ head: 0.4, f: (x) => 0.4 + 0.3 * Math.sin((Math.PI * (3 + x)) / 2) }),
    },
    {
      options: { shape: 'exponential', p: 3 },
      reference: smoothed({ head: 0.4, f: (x) => 0.1 + 0.3 * x ** 3 }),
    },
    { options: { epsilonHead: 0, epsilonTail: 0 }, reference: meanOf(negativeLogSoftmax) },
  ],
} satisfies LossCases;
