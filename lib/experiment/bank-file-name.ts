import { describeConfiguration, type StageOneConfiguration } from './configuration.js';
import { configurationHash } from './identity.js';

/** The name of a stage-one run's feature bank, in its folder and in `results/banks`: readable, and unique by its hash. */
export function bankFileName(configuration: StageOneConfiguration): string {
  const name = describeConfiguration(configuration).replaceAll(' ', '_');
  return `${name}_${configurationHash(configuration).slice(0, 12)}.safetensors`;
}
