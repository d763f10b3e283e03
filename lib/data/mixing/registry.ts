import { lookUp, parseOptions } from '../../options.js';
import type { Named } from '../named.js';
import { cutmix } from './cutmix.js';
import { manifoldMixup } from './manifold-mixup.js';
import type { Mixing, MixingDefinition } from './mixing.js';
import { mixup } from './mixup.js';
import { remix } from './remix.js';
import { unimix } from './unimix.js';

/** Every mixing that a run configuration can name; the name is the name of its file. */
export const mixings: Readonly<Record<string, MixingDefinition>> = {
  cutmix,
  'manifold-mixup': manifoldMixup,
  mixup,
  remix,
  unimix,
};

/**
 * The options of a mixing with every default filled in, as a run records them.
 *
 * @throws InputError for an unknown mixing or option, with a suggestion, and for a value that the schema refuses.
 */
export function mixingOptions(name: string, options: Named['options'] = {}): Record<string, unknown> {
  return parseOptions(lookUp(mixings, name, 'mixing').options, options, `mixing ${name}`);
}

/**
 * The mixing of that name.
 *
 * @throws InputError as `mixingOptions`.
 */
export function createMixing(name: string, options: Named['options'] = {}): Mixing {
  const settled = mixingOptions(name, options);
  return mixings[name]!.create(settled);
}
