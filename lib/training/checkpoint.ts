import { existsSync } from 'node:fs';
import { InputError } from '../errors.js';
import {
  exportWeights,
  importWeights,
  type Model,
  readSafetensors,
  type SafetensorsMap,
  writeSafetensors,
} from '../models/index.js';
import type { Sgd } from '../optimization/index.js';
import type { EpochSummary } from './curve.js';

const modelPrefix = 'model.';
const velocityPrefix = 'velocity.';

/**
 * Everything that the rest of a training run depends on, in one file, so that the file is either the state after one
 * epoch or the state after another: weights, running statistics, velocities, and the curve so far. Random streams are
 * named by epoch and need no saving.
 */
export async function saveCheckpoint(path: string, model: Model, optimizer: Sgd, curve: EpochSummary[]): Promise<void> {
  const tensors: SafetensorsMap = {};
  for (const [name, tensor] of Object.entries(await exportWeights(model))) tensors[modelPrefix + name] = tensor;
  for (const [name, data] of Object.entries(await optimizer.velocities())) {
    tensors[velocityPrefix + name] = { dtype: 'F32', shape: [data.length], data };
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

/**
 * Restores the state that `saveCheckpoint` wrote.
 *
 * @returns the curve so far: as many epochs are done; empty without a checkpoint.
 * @throws InputError when the file is damaged or belongs to another model.
 */
export function restoreCheckpoint(path: string, model: Model, optimizer: Sgd): EpochSummary[] {
  if (!existsSync(path)) return [];
  const remedy = 'delete it to start over';
  const { tensors, metadata } = readSafetensors(path, { remedy });
  const curve = curveOf(metadata.curve);
  if (!curve) throw new InputError(`${path} is not a training checkpoint: ${remedy}.`);
  const weights: SafetensorsMap = {};
  const velocities: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    if (name.startsWith(modelPrefix)) weights[name.slice(modelPrefix.length)] = tensor;
    else velocities[name.slice(velocityPrefix.length)] = tensor.data as Float32Array;
  }
  importWeights(model, weights, path);
  optimizer.restore(velocities);
  return curve;
}
