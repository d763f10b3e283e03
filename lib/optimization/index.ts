export { Adam, type AdamOptions } from './adam.js';
export { Optimizer, type OptimizerState, type Parameter } from './optimizer.js';
export { createOptimizer, type OptimizerChoice } from './registry.js';
export type { RunLength, Schedule } from './schedule.js';
export { createSchedule, type ScheduleConfig, scheduleConfig } from './schedules.js';
export { Sgd, type SgdOptions } from './sgd.js';
