import { isDeepStrictEqual } from 'node:util';
import { adjustmentOptions, adjustments } from '../adjustment/index.js';
import { mixings, samplers } from '../data/index.js';
import { losses, lossOptions } from '../losses/index.js';
import { trainings } from '../training/index.js';
import { parseConfiguration, type StageTwoConfiguration } from './configuration.js';
import type { NamedMethod } from './named.js';

/** What a run computes, in the formulas of the methods that it names: only those that are not the usual ones. */
export function formulaOf(configuration: unknown): string {
  const run = parseConfiguration(configuration);
  if (run.stage === 'two') return formulaOfStageTwo(run);
  const { training, loss, sampler, mixing, deferral } = run;
  return [
    ...(training.name === 'single-model' ? [] : [trainings[training.name]!.formula]),
    formulaOfLoss(loss),
    ...(deferral?.loss ? [`from epoch ${deferral.epoch + 1} on ${formulaOfLoss(deferral.loss)}`] : []),
    ...(sampler.name === 'instance-balanced' ? [] : [`sampled with ${samplers[sampler.name]!.formula}`]),
    ...(mixing ? [`images mixed: ${mixings[mixing.name]!.formula}`] : []),
  ].join('; ');
}

/** The formula of an adjustment, and its form and its loss where they are not its usual ones. */
function formulaOfStageTwo({ adjustment: { name, options }, shiftBatchNorm }: StageTwoConfiguration): string {
  const { form, loss } = options as { form?: unknown; loss?: NamedMethod };
  const usual = adjustmentOptions(name);
  return [
    ...(shiftBatchNorm
      ? [`batch normalisations shifted, sampled with ${samplers[shiftBatchNorm.sampler.name]!.formula}`]
      : []),
    adjustments[name]!.formula,
    ...(form === usual.form ? [] : [`in the form ${form}`]),
    ...(loss === undefined || isDeepStrictEqual(loss, usual.loss) ? [] : [`minimising ${formulaOfLoss(loss)}`]),
  ].join('; ');
}

/** The formula of a loss and the options that are not its usual ones: rows of a table may differ in these alone. */
function formulaOfLoss({ name, options }: NamedMethod): string {
  const { formula } = losses[name]!;
  const usual = lossOptions(name);
  const chosen = Object.entries(options).filter(([option, value]) => !isDeepStrictEqual(value, usual[option]));
  const told = chosen.map(([option, value]) => `${option} ${value}`);
  return told.length === 0 ? formula : `${formula} with ${told.join(', ')}`;
}
