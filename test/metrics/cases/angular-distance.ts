import type { MetricCases } from '../metric-cases.js';
import { length, mean, samplesOf } from '../reference.js';
import { rowsOf } from '../small-input.js';

export default {
  options: { rule: 'oltr' },
  golden: [
    {
      // Class 0 at 0°, 45° and 180° from its centre, class 1 at 90°; nothing of a few-shot class.
      counts: [101, 20],
      input: { features: [2, 0, 1, 1, -1, 0, 5, 0], labels: [0, 0, 0, 1], classWeights: [3, 0, 0, 1] },
      value: {
        many: { mean: 75, quartiles: [22.5, 45, 112.5], angles: [0, 45, 180] },
        medium: { mean: 90, quartiles: [90, 90, 90], angles: [90] },
        few: null,
      },
    },
  ],
  reference: (input, counts) => {
    const centres = rowsOf(input.classWeights, counts.length);
    const group = (contains: (count: number) => boolean) => {
      const angles = samplesOf(input)
        .filter(({ label }) => contains(counts[label]!))
        .map(({ feature, label }) => {
          const centre = centres[label]!;
          // By the half angle, which needs no arc cosine: |a/|a| − b/|b|| = 2 sin(θ/2).
          const chord = length(feature.map((value, d) => value / length(feature) - centre[d]! / length(centre)));
          return (2 * Math.asin(Math.min(1, chord / 2)) * 180) / Math.PI;
        })
        .sort((a, b) => a - b);
      if (angles.length === 0) return null;
      const at = (share: number) => {
        const place = share * (angles.length - 1);
        const [below, above] = [angles[Math.floor(place)]!, angles[Math.ceil(place)]!];
        return below * (1 - (place % 1)) + above * (place % 1);
      };
      return { mean: mean(angles), quartiles: [at(0.25), at(0.5), at(0.75)], angles };
    };
    return {
      many: group((count) => count > 100),
      medium: group((count) => count <= 100 && count >= 20),
      few: group((count) => count < 20),
    };
  },
} satisfies MetricCases;
