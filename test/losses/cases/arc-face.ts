import type { LossCases } from '../cases.js';
import { marginLoss, normalisedSoftmax } from '../margin-reference.js';

export default {
  angular: true,
  rows: [
    { reference: marginLoss(64, (theta) => Math.cos(theta + 0.5)) },
    { options: { margin: 0 }, reference: normalisedSoftmax(64) },
    // Half of the samples lie beyond π.
    { options: { margin: 1.5, scale: 16 }, reference: marginLoss(16, (theta) => Math.cos(theta + 1.5)) },
    {
      options: { margin: 1.5, scale: 16, beyondPi: 'linear' },
      reference: marginLoss(16, (theta) =>
        theta + 1.5 < Math.PI ? Math.cos(theta + 1.5) : Math.cos(theta) - 1.5 * Math.sin(1.5),
      ),
    },
  ],
} satisfies LossCases;
