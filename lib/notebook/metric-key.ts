import { InputError } from '../errors.js';

/** @throws InputError unless the key is two or more parts joined by `/`, none of them empty or with blanks around it. */
export function requireKey(key: string): void {
  const parts = key.split('/');
  if (parts.length > 1 && parts.every((part) => part !== '' && part.trim() === part)) return;
  throw new InputError(`'${key}' is not a key: write <paper>/<table>/<row>/<column>, such as marc/T2/MARC/c10_if200.`);
}
