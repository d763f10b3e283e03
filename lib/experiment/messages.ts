import type { EngineName } from '../engine/index.js';
import type { TrainingProgress } from '../training/index.js';
import type { RunConfiguration } from './configuration.js';

/** What a run tells while it is made. */
export type RunEvent =
  | { type: 'start'; description: string; engine: string }
  | { type: 'step'; progress: TrainingProgress }
  | { type: 'epoch'; epoch: number; epochs: number; testAccuracy?: number };

/** What a worker process is asked for. */
export interface RunRequest {
  configuration: RunConfiguration;
  storeFolder: string;
  resultsFolder: string;
  dataFolder?: string;
  engine?: EngineName | 'auto';
  threads?: number;
}

/** What a worker process answers. */
export type RunAnswer =
  | { type: 'event'; event: RunEvent }
  | { type: 'done'; file: string }
  | { type: 'failed'; message: string; input: boolean };
