import { resolve } from 'node:path';
import { projectPath } from '../project.js';

/** Where downloaded data sets are: the environment's LONGTAIL_DATA, or `data/` in the project. */
export function defaultDataFolder(): string {
  return process.env.LONGTAIL_DATA ? resolve(process.env.LONGTAIL_DATA) : projectPath('data');
}
