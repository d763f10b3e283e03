import { basename, dirname, relative } from 'node:path';
import { InputError } from '../../errors.js';
import { currentCommit, type Tier } from '../../experiment/index.js';
import { writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import {
  acceptBaseline,
  type Baseline,
  inContinuousIntegration,
  readBaseline,
  writeBaseline,
} from '../compare/index.js';
import { type FiguresOfNotebook, saveFigures } from '../figures/save-figures.js';
import { pagesOfPapers } from '../readme/paper-readme.js';
import type { NotebookRun } from '../report/index.js';
import { keepRecords } from '../reproduction/keep-records.js';
import { type ReproduceCommandOptions, reproduceSelected } from './reproduce.js';

/**
 * `longtail accept`: makes what the notebooks publish now the baselines, and keeps the records of long runs. A notebook
 * of which nothing can be accepted keeps its old baseline, and the rest goes on.
 *
 * @throws InputError in continuous integration, and at the end when a notebook was refused.
 */
export async function acceptCommand(globs: string[], options: ReproduceCommandOptions): Promise<void> {
  if (inContinuousIntegration()) {
    throw new InputError('Baselines are not accepted when CI is set: accept them on your own machine and commit them.');
  }
  const { notebooks, runs } = await reproduceSelected(globs, options);
  const accepted = { commit: currentCommit().hash ?? 'unknown', date: new Date().toISOString().slice(0, 10) };
  const { decided, refusals } = decide(runs, accepted);
  for (const { run, baseline } of decided) {
    const path = writeBaseline(baseline);
    console.log(
      `accepted ${run.metrics.length} metrics and ${run.claims.length} claims: ${relative(projectPath(), path)}`,
    );
  }
  // Records before pictures and pages, which can be made again at any time.
  for (const path of await keepRecords(notebooks, options)) console.log(`kept ${relative(projectPath(), path)}`);
  await saveFiguresOf(
    decided.map(({ run }) => run),
    options.tier,
  );
  const papers = new Set(notebooks.map(({ paper }) => paper));
  for (const [path, page] of await pagesOfPapers())
    if (papers.has(basename(dirname(path)))) writeFileSafely(path, page);
  if (refusals.length > 0) throw new InputError(refusals.join('\n'));
}

/** What becomes of every notebook that ran, before anything is written: a failed one must not stop those behind it. */
function decide(runs: NotebookRun[], accepted: Baseline['accepted']) {
  const decided: { run: NotebookRun; baseline: Baseline }[] = [];
  const refusals: string[] = [];
  for (const run of runs.filter(({ status }) => status !== 'skipped')) {
    try {
      decided.push({ run, baseline: acceptBaseline(run, readBaseline(run.tier, run.notebook), accepted) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refusals.push(error.message);
    }
  }
  return { decided, refusals };
}

/** Baselines do not depend on pictures: where no browser draws them, this is said and the rest goes on. */
async function saveFiguresOf(runs: NotebookRun[], tier: Tier): Promise<void> {
  try {
    for (const path of await saveFigures(runs as unknown as FiguresOfNotebook[], { tier }))
      console.log(`drew ${relative(projectPath(), path)}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.log(`Not all figures were saved: ${error.message}`);
  }
}
