import { z } from 'zod';
import { rowNorms } from '../row-norms.js';
import { defineMetric } from './metric.js';
import type { Numbers } from './rows.js';

/** ‖W_j‖ of each class of a head's weight [K, p], row-major. @throws InputError when it has no whole rows. */
export function weightNorms(weight: Numbers, { classCount }: { classCount: number }): number[] {
  return [...rowNorms(weight, { rowCount: classCount })];
}

export const weightNormsMetric = defineMetric({
  formula: '‖W_j‖, the Euclidean norm of the weights of class j',
  source: 'Menon et al., Logit adjustment, ICLR 2021, figure 1; Zhong et al., MiSLAS, CVPR 2021, figure 2',
  papers: ['marc', 'logit-adjustment', 'mislas'],
  unit: 'that of the weights',
  result: '[K]',
  needs: ['classWeights'],
  options: z.strictObject({}),
  create:
    (_, { classCount }) =>
    ({ classWeights }) =>
      weightNorms(classWeights, { classCount }),
});
