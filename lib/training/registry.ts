import { lookUp, parseOptions } from '../options.js';
import { bbnTraining } from './bbn.js';
import { bclTraining } from './bcl.js';
import type { StreamChoice, TrainingContext, TrainingDefinition } from './definition.js';
import { gmlTraining } from './gml.js';
import { hybridSupervisedContrastiveTraining } from './hybrid-supervised-contrastive.js';
import { kPositiveContrastiveTraining } from './k-positive-contrastive.js';
import { m2mTraining } from './m2m.js';
import { nclTraining } from './ncl.js';
import type { Objective } from './objective.js';
import { oltrTraining } from './oltr.js';
import { pacoTraining } from './paco.js';
import { rideTraining } from './ride.js';
import { singleModelTraining } from './single-model.js';

/** Every way to train that a run configuration can name; the name is the name of its file. */
export const trainings: Readonly<Record<string, TrainingDefinition>> = {
  bbn: bbnTraining,
  bcl: bclTraining,
  gml: gmlTraining,
  'hybrid-supervised-contrastive': hybridSupervisedContrastiveTraining,
  'k-positive-contrastive': kPositiveContrastiveTraining,
  m2m: m2mTraining,
  ncl: nclTraining,
  oltr: oltrTraining,
  paco: pacoTraining,
  ride: rideTraining,
  'single-model': singleModelTraining,
};

/**
 * The options of a training with every default filled in, as a run records them.
 *
 * @throws InputError for an unknown training or option, with a suggestion, and for a value that the schema refuses.
 */
export function trainingOptions(name: string, options: unknown = {}): Record<string, unknown> {
  return parseOptions(lookUp(trainings, name, 'training').options, options, `training ${name}`);
}

/**
 * The streams of batches that a training takes, as changes of the run's own.
 *
 * @throws InputError as `trainingOptions`.
 */
export function trainingStreams(name: string, options: unknown): StreamChoice[] {
  const settled = trainingOptions(name, options);
  return trainings[name]!.streams?.(settled) ?? [{}];
}

/**
 * The objective that a run configuration names.
 *
 * @throws InputError as `trainingOptions`.
 */
export function createObjective(name: string, options: unknown, context: TrainingContext): Objective {
  const settled = trainingOptions(name, options);
  return trainings[name]!.create(settled, context);
}
