import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.js';
import { writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import { readmeResults } from '../readme/results-table.js';
import { withResults } from '../readme/with-results.js';
import { renderFigure } from '../render-figure.js';
import { readReport } from '../report/index.js';
import { reportFile } from '../reproduction/reproduce.js';

const picture = projectPath('docs', 'marc-table-2.png');

/**
 * `longtail readme`: writes the README's results table from the committed baselines, and its picture from the last
 * report of the cpu tier; with `check`, only tells whether the table is right.
 */
export async function readmeCommand({ check = false }: { check?: boolean }): Promise<void> {
  const path = projectPath('README.md');
  const readme = readFileSync(path, 'utf8');
  const updated = withResults(readme, readmeResults());
  if (check) {
    if (updated !== readme)
      throw new InputError('The results in README.md are not those of results/: run `longtail readme`.');
    return;
  }
  writeFileSafely(path, updated);
  const report = readReport(reportFile('cpu'));
  const figure = report.notebooks.find(({ notebook }) => notebook === 'marc/table-2')?.figures[0];
  if (!figure)
    throw new InputError(
      'The last report of the cpu tier holds no figure of marc/table-2: run `make reproduce TIER=cpu`.',
    );
  await renderFigure(figure as Parameters<typeof renderFigure>[0], picture);
  console.log('README.md and docs/marc-table-2.png are up to date.');
}
