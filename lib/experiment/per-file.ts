import { readFileSync, statSync } from 'node:fs';

/** `make` of a file's text, done again only when the file has changed since. */
export function perFile<T>(make: (text: string) => T): (file: string) => T {
  const known = new Map<string, { modified: number; size: number; value: T }>();
  return (file) => {
    const { mtimeMs: modified, size } = statSync(file);
    const earlier = known.get(file);
    if (earlier?.modified === modified && earlier.size === size) return earlier.value;
    const value = make(readFileSync(file, 'utf8'));
    known.set(file, { modified, size, value });
    return value;
  };
}
