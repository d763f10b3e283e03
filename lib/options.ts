import { closest } from 'fastest-levenshtein';
import type { z } from 'zod';
import { InputError } from './errors.js';

/**
 * The entry of a registry by its name.
 *
 * @param kind what the registry holds, for the message, e.g. `loss`.
 * @throws InputError when there is no such name; the sentence suggests the closest one.
 */
export function lookUp<Entry>(registry: Readonly<Record<string, Entry>>, name: string, kind: string): Entry {
  if (Object.hasOwn(registry, name)) return registry[name]!;
  const names = Object.keys(registry);
  throw new InputError(
    `There is no ${kind} named '${name}': did you mean '${closest(name, names)}' (known: ${names.join(', ')})?`,
  );
}

/**
 * Checks plain options against a strict schema and fills in the defaults.
 *
 * @param owner whose options they are, for the message, e.g. `loss focal`.
 * @throws InputError for an unknown option, with a suggestion, and for a value that the schema refuses.
 */
export function parseOptions<Schema extends z.ZodObject>(
  schema: Schema,
  options: unknown,
  owner: string,
): z.output<Schema> {
  const parsed = schema.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schema.shape);
    const unknown = issue.keys[0]!;
    throw new InputError(
      known.length === 0
        ? `${owner} takes no options: remove '${unknown}'.`
        : `${owner} has no option '${unknown}': did you mean '${closest(unknown, known)}' (known: ${known.join(', ')})?`,
    );
  }
  const place = issue.path.length > 0 ? `option '${issue.path.join('.')}'` : 'options';
  throw new InputError(`The ${place} of ${owner} cannot be used (${issue.message}): correct the value.`);
}
