import type { LossCases } from '../cases.js';
import { marginLoss, normalisedSoftmax, type Psi } from '../margin-reference.js';

const psi =
  (m: number): Psi =>
  (theta) => {
    const k = Math.min(Math.floor((m * theta) / Math.PI), m - 1);
    return (-1) ** k * Math.cos(m * theta) - 2 * k;
  };

export default {
  angular: true,
  rows: [
    { reference: marginLoss(30, psi(4)) },
    { options: { margin: 3, scale: 16 }, reference: marginLoss(16, psi(3)) },
    { options: { margin: 1 }, reference: normalisedSoftmax(30) },
    {
      options: { margin: 2, lambda: 5 },
      reference: marginLoss(30, (theta, ...rest) => (5 * Math.cos(theta) + psi(2)(theta, ...rest)) / 6),
    },
  ],
} satisfies LossCases;
