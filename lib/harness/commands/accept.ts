import { basename, dirname, relative } from 'node:path';
import { InputError } from '../../errors.js';
import { currentCommit } from '../../experiment/index.js';
import { writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import { acceptBaseline, inContinuousIntegration, readBaseline, writeBaseline } from '../compare/index.js';
import { pagesOfPapers } from '../readme/paper-readme.js';
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
  const papers = new Set(notebooks.map(({ paper }) => paper));
  for (const [path, page] of await pagesOfPapers())
    if (papers.has(basename(dirname(path)))) writeFileSafely(path, page);
  for (const path of await keepRecords(notebooks, options)) console.log(`kept ${relative(projectPath(), path)}`);
}
