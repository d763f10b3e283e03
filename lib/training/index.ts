export { type Batch, type DeviceBatch, type ImageShape, imagesTensor } from './batch.js';
export type { EpochSummary, TrainingProgress } from './curve.js';
export type { StreamChoice, TrainingContext, TrainingDefinition } from './definition.js';
export { disposeObjective, type Moment, type Objective, stateNetwork, trainedParameters } from './objective.js';
export { type Prediction, predict } from './predict.js';
export { createObjective, trainingOptions, trainingStreams, trainings } from './registry.js';
export { singleModelObjective } from './single-model.js';
export { type StageOneOptions, trainStageOne } from './stage-one.js';
export { trainingStep } from './step.js';
