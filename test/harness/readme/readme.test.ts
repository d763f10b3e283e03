import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generatedPages } from '../../../lib/harness/commands/readme.js';
import { readmeResults } from '../../../lib/harness/readme/results-table.js';
import { withResults } from '../../../lib/harness/readme/with-results.js';
import { projectPath } from '../../../lib/project.js';

const readme = readFileSync(projectPath('README.md'), 'utf8');

describe('the README', () => {
  test('shows the results of the committed baselines, as do those of the papers’ folders', async () => {
    const wrong = [...(await generatedPages())].filter(([path, page]) => readFileSync(path, 'utf8') !== page);
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test('has a row for each method of the cpu tier, with its printed value', () => {
    const rows = readmeResults().split('\n');
    expect(rows[0]).toMatch(/^\| method \| CIFAR-10-LT, IF 100 \|/);
    expect(rows.find((row) => row.startsWith('| MARC |'))).toContain('| 85.3 |');
    expect(rows.map((row) => row.split(' | ')[0])).toEqual(expect.arrayContaining(['| Softmax', '| Balanced-Softmax']));
  });
});

describe('replacing the results', () => {
  test('keeps what stands around the markers', () => {
    const once = withResults(readme, 'new');
    expect(withResults(once, readmeResults())).toBe(readme);
    expect(once).toContain('\nnew\n<!-- end of results -->');
  });

  test('asks for a lost marker', () => {
    expect(() => withResults('# title', 'new')).toThrow('README.md lacks the line');
  });
});
