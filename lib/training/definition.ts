import type { z } from 'zod';
import type { Named, NamedMixing, Normalisation } from '../data/index.js';
import type { Loss } from '../losses/index.js';
import type { MethodDescription } from '../method.js';
import type { CifarResNetOptions, Model } from '../models/index.js';
import type { Moment, Objective } from './objective.js';

/** How one of a training's streams of batches differs from what the run configures. */
export interface StreamChoice {
  sampler?: Named;
  augmentation?: readonly Named[];
  mixing?: NamedMixing | null;
  /** Streams of one sampler and different views show the same images in the same order, augmented apart. Default 0. */
  view?: number;
}

/** What a training may know of the run besides its options. */
export interface TrainingContext {
  /** Training samples of each class. */
  counts: readonly number[];
  /** The model that the run configures; where several are made, `seed` tells them apart. */
  createModel(changes?: { seed?: number }): Model;
  /** The options of that model, for networks that branch off it. */
  modelOptions: CifarResNetOptions;
  /** How its images are normalised. */
  normalisation: Normalisation;
  /** The factor s that the loss puts on the model’s cosines itself; 1 where logits are logits. */
  logitScale: number;
  /** The loss that the run configures, which may be another one after a deferral. */
  loss(moment: Moment): Loss;
  /** Seed of initial values and whatever else is drawn. */
  seed: number;
}

/** How a run configuration reaches a training: its options, the batches that it wants, and what it descends. */
export interface TrainingDefinition<Schema extends z.ZodObject = z.ZodObject> extends MethodDescription {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  /** The streams that a step takes one batch of each of. Default: one, as the run configures it. */
  streams?(options: z.output<Schema>): StreamChoice[];
  create(options: z.output<Schema>, context: TrainingContext): Objective;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineTraining<Schema extends z.ZodObject>(definition: TrainingDefinition<Schema>): TrainingDefinition {
  return definition as unknown as TrainingDefinition;
}
