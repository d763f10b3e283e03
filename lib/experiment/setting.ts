import type { StageOneInput } from './configuration.js';
import type { Reproduction } from './recipe.js';

/** Training data, model and budget that a column of a tier stands for. */
export interface Setting {
  /** Key of the printed column, or of a column that only this project has. */
  column: string;
  label: string;
  reproduction: Reproduction;
  stageOne: Omit<StageOneInput, 'stage' | 'seed' | 'loss'>;
  /** The most seeds that there are. */
  seeds?: number;
}
