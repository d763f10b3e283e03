import { expect } from 'vitest';
import { engineMemory } from '../../lib/engine/index.js';
import { type DigitsResult, type DigitsTraining, trainDigits } from './digits-training.js';
import { temporaryCheckpoint } from './small-training.js';

export interface ExpectedTraining extends DigitsTraining {
  /** What its checkpoint has to hold besides a model. */
  buffers?: string[];
  /** How many epochs descend the same loss, that of the last one has to be less. Default all. */
  sameLoss?: number;
}

/** Expects of a training that it learns, goes on from a checkpoint to the same bits, and leaves no tensor behind. */
export async function expectTraining(
  name: string,
  { buffers = [], sameLoss, ...settings }: ExpectedTraining = {},
): Promise<DigitsResult> {
  const { tensors } = engineMemory();
  const undisturbed = await trainDigits(name, settings);
  const { curve, state } = undisturbed;
  expect(curve.slice(0, sameLoss).at(-1)!.loss).toBeLessThan(curve[0]!.loss);
  expect(Object.values(state).flatMap((network) => Object.keys(network))).toEqual(expect.arrayContaining(buffers));

  const checkpointFile = temporaryCheckpoint();
  const interrupt = ({ epoch }: { epoch: number }) => {
    if (epoch === 2) throw new Error('interrupted');
  };
  await expect(trainDigits(name, { ...settings, checkpointFile, onEpoch: interrupt })).rejects.toThrow('interrupted');
  expect(await trainDigits(name, { ...settings, checkpointFile })).toEqual(undisturbed);
  expect(engineMemory().tensors).toBe(tensors);
  return undisturbed;
}
