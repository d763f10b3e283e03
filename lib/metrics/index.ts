export { accuracy, accuracyByClass, accuracyByShotGroup } from './accuracy.js';
export { argmaxRows } from './argmax-rows.js';
export { type Calibration, type CalibrationBin, type CalibrationOptions, calibration } from './calibration.js';
export { type ConfusionMatrix, confusionMatrix } from './confusion-matrix.js';
export { meanLogitByClass, meanMarginByClass } from './logits-and-margins.js';
export { macroF1 } from './macro-f1.js';
export { softmax } from './softmax.js';
export { weightNorms } from './weight-norms.js';
