import { adjustments } from '../adjustment/index.js';
import { mixings, samplers } from '../data/index.js';
import { losses } from '../losses/index.js';
import { trainings } from '../training/index.js';
import { parseConfiguration } from './configuration.js';

/** What a run computes, in the formulas of the methods that it names: only those that are not the usual ones. */
export function formulaOf(configuration: unknown): string {
  const run = parseConfiguration(configuration);
  if (run.stage === 'two') return adjustments[run.adjustment.name]!.formula;
  const { training, loss, sampler, mixing, deferral } = run;
  return [
    ...(training.name === 'single-model' ? [] : [trainings[training.name]!.formula]),
    losses[loss.name]!.formula,
    ...(deferral?.loss ? [`from epoch ${deferral.epoch + 1} on ${losses[deferral.loss.name]!.formula}`] : []),
    ...(sampler.name === 'instance-balanced' ? [] : [`sampled with ${samplers[sampler.name]!.formula}`]),
    ...(mixing ? [`images mixed: ${mixings[mixing.name]!.formula}`] : []),
  ].join('; ');
}
