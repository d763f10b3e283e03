import { existsSync } from 'node:fs';
import { InputError } from '../errors.js';
import {
  exportWeights,
  importWeights,
  readSafetensors,
  type SafetensorsMap,
  writeSafetensors,
} from '../models/index.js';
import type { Optimizer } from '../optimization/index.js';
import type { EpochSummary } from './curve.js';
import type { Objective } from './objective.js';

const startOver = 'delete it to start over';
const networkPrefix = (name: string) => `network.${name}.`;
const optimizerPrefix = 'optimizer.';

/**
 * Everything that the rest of a training run depends on, in one file, so that the file is either the state after one
 * epoch or the state after another: weights and buffers of every network, the optimizer's state, and the curve so far. Random streams
 * are named by epoch and need no saving.
 */
export async function saveCheckpoint(
  path: string,
  { networks }: Pick<Objective, 'networks'>,
  optimizer: Optimizer,
  curve: EpochSummary[],
): Promise<void> {
  const tensors: SafetensorsMap = {};
  for (const [network, each] of Object.entries(networks)) {
    for (const [name, tensor] of Object.entries(await exportWeights(each)))
      tensors[networkPrefix(network) + name] = tensor;
  }
  for (const [name, data] of Object.entries(await optimizer.state())) {
    tensors[optimizerPrefix + name] = { dtype: 'F32', shape: [data.length], data };
  }
  writeSafetensors(path, tensors, { curve: JSON.stringify(curve) });
}

function curveOf(text: string | undefined): EpochSummary[] | undefined {
  try {
    const curve: unknown = JSON.parse(text ?? '');
    return Array.isArray(curve) ? curve : undefined;
  } catch {
    return undefined;
  }
}

/** The epochs that a checkpoint has behind it. @throws InputError when the file is missing or damaged. */
export function checkpointCurve(path: string): EpochSummary[] {
  const curve = curveOf(readSafetensors(path, { remedy: startOver }).metadata.curve);
  if (curve) return curve;
  throw new InputError(`${path} is not a training checkpoint: ${startOver}.`);
}

/**
 * Restores the state that `saveCheckpoint` wrote.
 *
 * @returns the curve so far: as many epochs are done; empty without a checkpoint.
 * @throws InputError when the file is damaged or belongs to another model.
 */
export function restoreCheckpoint(
  path: string,
  { networks }: Pick<Objective, 'networks'>,
  optimizer: Optimizer,
): EpochSummary[] {
  if (!existsSync(path)) return [];
  const curve = checkpointCurve(path);
  const { tensors } = readSafetensors(path, { remedy: startOver });
  const under = (prefix: string) =>
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor] as const] : [],
    );
  for (const [name, network] of Object.entries(networks)) {
    importWeights(network, Object.fromEntries(under(networkPrefix(name))), path);
  }
  const state = under(optimizerPrefix).map(([name, { data }]) => [name, data as Float32Array]);
  optimizer.restore(Object.fromEntries(state));
  return curve;
}
