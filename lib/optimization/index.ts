export type { RunLength, Schedule } from './schedule.js';
export { createSchedule, type ScheduleConfig, scheduleConfig } from './schedules.js';
export { type Parameter, Sgd, type SgdOptions } from './sgd.js';
