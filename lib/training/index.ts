export type { Batch, ImageShape } from './batch.js';
export type { EpochSummary, TrainingProgress } from './curve.js';
export { type Prediction, predict } from './predict.js';
export { type StageOneOptions, trainStageOne } from './stage-one.js';
