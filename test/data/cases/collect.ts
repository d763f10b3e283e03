import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectPath } from '../../../lib/project.js';

/** What the files of a folder export by default, by the files' names. */
export async function collectCases<Cases>(folder: string): Promise<Map<string, Cases>> {
  const path = projectPath('test/data/cases', folder);
  const files = readdirSync(path).filter((file) => file.endsWith('.ts'));
  const modules = files.map((file) => import(pathToFileURL(join(path, file)).href) as Promise<{ default: Cases }>);
  return new Map((await Promise.all(modules)).map(({ default: cases }, i) => [files[i]!.replace(/\.ts$/, ''), cases]));
}
