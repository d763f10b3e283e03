import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { InputError } from '../../errors.js';
import { writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import { pagesOfPapers } from '../readme/paper-readme.js';
import { readmeResults } from '../readme/results-table.js';
import { withResults } from '../readme/with-results.js';

/** Every generated page by its path: the README with its results, and that of each paper's folder. */
export async function generatedPages(): Promise<Map<string, string>> {
  const readme = projectPath('README.md');
  const first = withResults(readFileSync(readme, 'utf8'), readmeResults());
  return new Map([[readme, first], ...(await pagesOfPapers())]);
}

/** `longtail readme`: writes the READMEs from what is committed; with `check`, only tells whether the pages are right. */
export async function readmeCommand({ check = false }: { check?: boolean }): Promise<void> {
  const pages = await generatedPages();
  if (check) {
    const wrong = [...pages].filter(([path, page]) => !existsSync(path) || readFileSync(path, 'utf8') !== page);
    if (wrong.length === 0) return;
    const names = wrong.map(([path]) => relative(projectPath(), path)).join(', ');
    throw new InputError(`What is committed says otherwise than ${names}: run \`longtail readme\`.`);
  }
  for (const [path, page] of pages) writeFileSafely(path, page);
  const names = [...pages.keys()].map((path) => relative(projectPath(), path));
  console.log(`${names.join(', ')} are up to date.`);
}
