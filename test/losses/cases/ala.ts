import type { LossCases } from '../cases.js';
import { marginLoss, type Psi } from '../margin-reference.js';

const psi: Psi = (theta, label, { counts }) => {
  const rarity = 1 / Math.log(counts[label]! / Math.min(...counts) + 1);
  return Math.cos(theta) - rarity * Math.sin(theta / 2) ** 2;
};

export default {
  angular: true,
  rows: [{ reference: marginLoss(30, psi) }, { options: { scale: 16 }, reference: marginLoss(16, psi) }],
} satisfies LossCases;
