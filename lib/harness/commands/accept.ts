import { basename, dirname, relative } from 'node:path';
import { InputError } from '../../errors.js';
import { currentCommit, type Tier } from '../../experiment/index.js';
import { writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import { acceptBaseline, inContinuousIntegration, readBaseline, writeBaseline } from '../compare/index.js';
import { type FiguresOfNotebook, saveFigures } from '../figures/save-figures.js';
import { pagesOfPapers } from '../readme/paper-readme.js';
import type { NotebookRun } from '../report/index.js';
import { keepRecords } from '../reproduction/keep-records.js';
import { type ReproduceCommandOptions, reproduceSelected } from './reproduce.js';

/** `longtail accept`: makes what the notebooks publish now the baselines, and keeps the records of long runs. */
export async function acceptCommand(globs: string[], options: ReproduceCommandOptions): Promise<void> {
  if (inContinuousIntegration()) {
    throw new InputError('Baselines are not accepted when CI is set: accept them on your own machine and commit them.');
  }
  const { notebooks, runs } = await reproduceSelected(globs, options);
  const accepted = { commit: currentCommit().hash ?? 'unknown', date: new Date().toISOString().slice(0, 10) };
  for (const run of runs.filter(({ status }) => status !== 'skipped')) {
    const path = writeBaseline(acceptBaseline(run, readBaseline(options.tier, run.notebook), accepted));
    console.log(
      `accepted ${run.metrics.length} metrics and ${run.claims.length} claims: ${relative(projectPath(), path)}`,
    );
  }
  await saveFiguresOf(runs, options.tier);
  const papers = new Set(notebooks.map(({ paper }) => paper));
  for (const [path, page] of await pagesOfPapers())
    if (papers.has(basename(dirname(path)))) writeFileSafely(path, page);
  for (const path of await keepRecords(notebooks, options)) console.log(`kept ${relative(projectPath(), path)}`);
}

/** Baselines do not depend on pictures: where no browser draws them, this is said and the rest goes on. */
async function saveFiguresOf(runs: NotebookRun[], tier: Tier): Promise<void> {
  const finished = runs.filter(({ status }) => status === 'finished') as unknown as FiguresOfNotebook[];
  try {
    for (const path of await saveFigures(finished, { tier })) console.log(`drew ${relative(projectPath(), path)}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.log(`No figures were saved. ${error.message}`);
  }
}
