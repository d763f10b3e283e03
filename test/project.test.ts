import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compiledNeighbour, projectPath, projectRoot } from '../lib/project.js';

test('the project’s root holds its manifest', () => {
  expect(JSON.parse(readFileSync(projectPath('package.json'), 'utf8')).name).toBe('longtail-lab');
  expect(projectPath()).toBe(projectRoot);
});

describe('a compiled neighbour', () => {
  const neighbourOf = (...caller: string[]) => compiledNeighbour(pathToFileURL(projectPath(...caller)).href, 'worker');

  test('is the same for the source and for what it was compiled into, and exists', () => {
    const expected = projectPath('dist', 'lib', 'experiment', 'worker.js');
    expect(neighbourOf('lib', 'experiment', 'ensure-run.ts')).toBe(expected);
    expect(neighbourOf('dist', 'lib', 'experiment', 'ensure-run.js')).toBe(expected);
    expect(existsSync(expected)).toBe(true);
  });

  test('of a folder whose name only begins with dist is not taken for compiled', () => {
    expect(neighbourOf('distance', 'a.ts')).toBe(projectPath('dist', 'distance', 'worker.js'));
  });
});
