import { figureClassNames } from '../data/index.js';
import { parseConfiguration, stageOneOf } from './configuration.js';
import type { PlannedRun } from './recipe.js';

/** What figures call the classes of a planned run's data; undefined for CIFAR-100, whose classes they number. */
export function classNamesOf({ configuration }: Pick<PlannedRun, 'configuration'>): string[] | undefined {
  return figureClassNames(stageOneOf(parseConfiguration(configuration(0))).data.dataset);
}
