import { InputError } from '../errors.js';

/** Kinds of reproduction, from the paper's own protocol down to closed-form or random numbers in place of a training. */
export const reproductions = ['full-protocol', 'shortened', 'other-data', 'simulated'] as const;

export type Reproduction = (typeof reproductions)[number];

/** @throws InputError unless the key is two or more parts joined by `/`, none of them empty or with blanks around it. */
export function requireKey(key: string): void {
  const parts = key.split('/');
  if (parts.length > 1 && parts.every((part) => part !== '' && part.trim() === part)) return;
  throw new InputError(`'${key}' is not a key: write <paper>/<table>/<row>/<column>, such as marc/T2/MARC/c10_200.`);
}
