import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'longtail-lab') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json of longtail-lab above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
}

/** The folder that holds this project's package.json, the same for sources and for the compiled `dist/`. */
export const projectRoot = findRoot();

/** Absolute path of a file of the project, given from its root. */
export function projectPath(...parts: string[]): string {
  return join(projectRoot, ...parts);
}

/**
 * The compiled JavaScript of a module that sits beside the caller: worker threads and processes are started from
 * `dist/`, even when the caller itself runs from TypeScript sources, as tests do.
 *
 * @param callerUrl `import.meta.url` of the caller.
 * @param name the neighbour's file name without extension.
 */
export function compiledNeighbour(callerUrl: string, name: string): string {
  const folder = relative(projectRoot, dirname(fileURLToPath(callerUrl)));
  const inSources = folder === 'dist' || folder.startsWith(`dist${sep}`) ? relative('dist', folder) : folder;
  return projectPath('dist', inSources, `${name}.js`);
}
