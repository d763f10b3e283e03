import type { FeatureBank } from '../../../lib/adjustment/index.js';
import type { AdjustmentCases } from '../cases.js';
import { dot, norm, rowsOf } from '../float64.js';

type Prepare = (z: number[], bank: FeatureBank) => number[];

const meanOf = (rows: number[][]) => rows[0]!.map((_, j) => rows.reduce((sum, z) => sum + z[j]!, 0) / rows.length);
const unit = (z: number[]) => z.map((value) => value / norm(z));

const preparations: Record<string, Prepare> = {
  'as-they-are': (z) => z,
  'of-length-one': unit,
  'centred-of-length-one': (z, bank) => {
    const mean = meanOf(rowsOf(bank, 'train'));
    return unit(z.map((value, j) => value - mean[j]!));
  },
};

const distances: Record<string, (a: number[], b: number[]) => number> = {
  cosine: (a, b) => dot(a, b) / norm(a) / norm(b),
  euclidean: (a, b) => -a.reduce((sum, value, j) => sum + (value - b[j]!) ** 2, 0),
};

export const cases: AdjustmentCases = {
  parameterCount: () => 0,
  reference: Object.entries(preparations).flatMap(([features, prepare]) =>
    Object.entries(distances).map(([distance, nearness]) => ({
      options: { features, distance },
      logits: (bank, split) => {
        const rows = rowsOf(bank, 'train').map((z) => prepare(z, bank));
        const means = bank.classCounts.map((_, k) => meanOf(rows.filter((_, i) => bank.train.labels[i] === k)));
        return rowsOf(bank, split).flatMap((z) => means.map((mean) => nearness(prepare(z, bank), mean)));
      },
    })),
  ),
};
