import { binOptions, softmaxCalibration } from './calibration.js';
import { defineMetric } from './metric.js';

export const reliabilityBinsMetric = defineMetric({
  formula:
    'accuracy(b) and confidence(b), means over the n_b samples whose largest softmax probability lies in (a, a′]',
  source:
    'Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 1 and 2; Zhong et al., MiSLAS, CVPR 2021, figure 1',
  papers: ['mislas'],
  unit: 'fraction of one; count in samples',
  result: '[bins] of { lower, upper, count, confidence, accuracy }, the last two null for an empty bin',
  needs: ['logits', 'labels'],
  options: binOptions,
  create:
    ({ bins }, { classCount }) =>
    (input) =>
      softmaxCalibration(input, { classCount, bins }).bins,
});
