import { binOptions, softmaxCalibration } from './calibration.js';
import { defineMetric } from './metric.js';

export const expectedCalibrationErrorMetric = defineMetric({
  formula: 'ECE = Σ_b n_b / n · |accuracy(b) − confidence(b)|, b over bins (a, a′] of the largest softmax probability',
  source:
    'Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 3; the MiSLAS and UniMix codes count in the same way',
  papers: ['unimix', 'mislas'],
  unit: 'fraction of one',
  result: 'number; an empty bin has a gap of 0',
  needs: ['logits', 'labels'],
  options: binOptions,
  create:
    ({ bins }, { classCount }) =>
    (input) =>
      softmaxCalibration(input, { classCount, bins }).expected,
});
