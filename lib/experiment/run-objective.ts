import type { Dataset } from '../data/index.js';
import { createLoss } from '../losses/index.js';
import { cifarResNet } from '../models/index.js';
import { createObjective, type Objective, stateNetwork } from '../training/index.js';
import { cosineScale } from './classifier.js';
import type { StageOneConfiguration } from './configuration.js';

/** What a stage-one run descends: its training, model and loss, and the loss after a deferral. */
export function runObjective(
  configuration: StageOneConfiguration,
  { imageShape: [, , inputChannels], classNames, normalisation }: Dataset,
  counts: readonly number[],
): Objective {
  const { model: network, training, loss, deferral, seed } = configuration;
  const { depth, width, head, scale } = network;
  const early = createLoss(loss.name, { counts, ...loss.options });
  const late = deferral?.loss ? createLoss(deferral.loss.name, { counts, ...deferral.loss.options }) : early;
  const modelOptions = { depth, width, head, scale, seed, inputChannels, classCount: classNames.length };
  const objective = createObjective(training.name, training.options, {
    counts,
    createModel: (changes) => cifarResNet({ ...modelOptions, ...changes }),
    modelOptions,
    logitScale: cosineScale(configuration),
    normalisation,
    loss: ({ epoch }) => (deferral && epoch >= deferral.epoch ? late : early),
    seed,
  });
  const losses = { loss: early, ...(late !== early && { 'deferred-loss': late }) };
  const gathered = Object.entries(losses).flatMap(([name, { buffers }]) =>
    buffers ? [[name, stateNetwork(buffers)]] : [],
  );
  return { ...objective, networks: { ...objective.networks, ...Object.fromEntries(gathered) } };
}
