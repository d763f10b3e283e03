import type { LossCases } from '../cases.js';
import { marginLoss, normalisedSoftmax } from '../margin-reference.js';

export default {
  angular: true,
  rows: [
    { reference: marginLoss(64, (theta) => Math.cos(theta) - 0.35) },
    { options: { margin: 0.2, scale: 30 }, reference: marginLoss(30, (theta) => Math.cos(theta) - 0.2) },
    { options: { margin: 0 }, reference: normalisedSoftmax(64) },
  ],
} satisfies LossCases;
