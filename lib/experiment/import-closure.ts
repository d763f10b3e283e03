import { dirname, resolve } from 'node:path';
import { perFile } from './per-file.js';

/** `import type` and `export type` compute nothing and are not followed. */
const importPattern = /^(?:import|export)\s+(?!type\s)(\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+)\s+from\s+'(\.[^']+)';/gm;

interface Import {
  /** The imported names, or `all`. */
  names: string[] | 'all';
  file: string;
}

function importsOf(file: string): Import[] {
  return importsIn(file).map(({ names, specifier }) => ({ names, file: resolve(dirname(file), specifier) }));
}

const importsIn = perFile((text) =>
  [...text.matchAll(importPattern)].map(([, clause, specifier]) => ({
    names: clause!.startsWith('{') ? namesIn(clause!) : ('all' as const),
    specifier: specifier!.replace(/\.js$/, '.ts'),
  })),
);

function namesIn(clause: string): string[] {
  return clause
    .slice(1, -1)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0]!);
}

/**
 * The source files that code reaches from `entries` through imports of values, `entries` included. An `index.ts` is
 * followed only to the files that hold the imported names, and a `registry.ts` not at all: it lists every method,
 * while a run reaches the one that it names, so its caller gives that file as an entry.
 */
export function importClosure(entries: string[]): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file) || file.endsWith('/registry.ts')) return;
    reached.add(file);
    for (const imported of importsOf(file)) {
      if (!imported.file.endsWith('/index.ts')) visit(imported.file);
      else for (const holder of holdersOf(imported)) visit(holder);
    }
  };
  entries.forEach(visit);
  return [...reached].sort();
}

/** The files behind an index that export the imported names. */
function holdersOf({ names, file }: Import): string[] {
  return importsOf(file)
    .filter(
      (exported) => names === 'all' || exported.names === 'all' || exported.names.some((name) => names.includes(name)),
    )
    .map((exported) => exported.file);
}
