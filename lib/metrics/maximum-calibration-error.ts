import { binOptions, softmaxCalibration } from './calibration.js';
import { defineMetric } from './metric.js';

export const maximumCalibrationErrorMetric = defineMetric({
  formula: 'MCE = max_b |accuracy(b) − confidence(b)|, b over bins (a, a′] of the largest softmax probability',
  source:
    'Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 5; the UniMix code counts in the same way',
  papers: ['unimix'],
  unit: 'fraction of one',
  result: 'number; an empty bin has a gap of 0',
  needs: ['logits', 'labels'],
  options: binOptions,
  create:
    ({ bins }, { classCount }) =>
    (input) =>
      softmaxCalibration(input, { classCount, bins }).maximum,
});
