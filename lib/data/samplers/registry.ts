import { lookUp, parseOptions } from '../../options.js';
import type { Named } from '../named.js';
import { classAware } from './class-aware.js';
import { classBalanced } from './class-balanced.js';
import { effectiveNumber } from './effective-number.js';
import { inOrder } from './in-order.js';
import { instanceBalanced } from './instance-balanced.js';
import { progressive } from './progressive.js';
import { reversed } from './reversed.js';
import type { Sampler, SamplerDefinition } from './sampler.js';
import { squareRoot } from './square-root.js';
import { unimixSampler } from './unimix.js';

/** Every sampler that a run configuration can name; the name is the name of its file. */
export const samplers: Readonly<Record<string, SamplerDefinition>> = {
  'class-aware': classAware,
  'class-balanced': classBalanced,
  'effective-number': effectiveNumber,
  'in-order': inOrder,
  'instance-balanced': instanceBalanced,
  progressive,
  reversed,
  'square-root': squareRoot,
  unimix: unimixSampler,
};

/**
 * The options of a sampler with every default filled in, as a run records them.
 *
 * @throws InputError for an unknown sampler or option, with a suggestion, and for a value that the schema refuses.
 */
export function samplerOptions(name: string, options: Named['options'] = {}): Record<string, unknown> {
  return parseOptions(lookUp(samplers, name, 'sampler').options, options, `sampler ${name}`);
}

/**
 * The sampler of that name.
 *
 * @throws InputError as `samplerOptions`.
 */
export function createSampler(name: string, options: Named['options'] = {}): Sampler {
  const settled = samplerOptions(name, options);
  return samplers[name]!.create(settled);
}
