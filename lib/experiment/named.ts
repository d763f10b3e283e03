import { z } from 'zod';

/** A method by its name, with options; the name alone stands for its defaults. */
export type NamedInput = string | { name: string; options?: Record<string, unknown> };

/** A method whose options are settled. */
export interface NamedMethod {
  name: string;
  options: Record<string, unknown>;
}

const spelledOut = z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) });

/** Schema of a method in a run configuration; `settle` is its registry's, which checks name and options. */
export function named(settle: (name: string, options: Record<string, unknown>) => Record<string, unknown>) {
  return z
    .custom<NamedInput>()
    .transform((input) => (typeof input === 'string' ? { name: input } : input))
    .pipe(spelledOut)
    .transform(({ name, options }): NamedMethod => ({ name, options: settle(name, options) }));
}
