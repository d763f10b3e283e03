import { join } from 'node:path';
import { currentEngine, startEngine } from '../../engine/index.js';
import { InputError } from '../../errors.js';
import { configurationHash, currentCommit, RunStore, type Tier } from '../../experiment/index.js';
import { projectPath } from '../../project.js';
import { readBaseline } from '../compare/index.js';
import { plannedSeeds, type RecipeNotebook, recipeNotebooks } from '../recipes.js';
import { buildReport, type NotebookRun, type ReproductionReport, reportNotebook } from '../report/index.js';
import { listItems } from '../targets/index.js';
import { codeOfPaper, recordsOf } from './execution-key.js';
import { ExecutionStore } from './execution-store.js';
import { defaultJobs, inParallel } from './in-parallel.js';
import {
  type MakeRunsOptions,
  makeRuns,
  type PlannedRunsOptions,
  plannedRuns,
  runsOf,
  runsOfItem,
} from './make-runs.js';
import { aboutNotebook, type PublishNotebookOptions, publishNotebook } from './publish-notebook.js';

export interface ReproduceOptions extends MakeRunsOptions {
  tier: Tier;
  /** How many seeds, instead of each plan's. */
  seeds?: number;
  /** Leaves out what would have to be trained first: a table shows the rest, a figure is skipped. Default false. */
  recorded?: boolean;
  /** Longest time of a cell in seconds. Default 600: a notebook only assembles runs. */
  cellTimeoutSeconds?: number;
  /** Where executed notebooks go. Default `reports/<tier>` of the project. */
  outputFolder?: string;
}

export interface Reproduction {
  report: ReproductionReport;
  /** What the notebooks published, as a baseline takes it. */
  runs: NotebookRun[];
}

/** A tier's last report as JSON, from which every format is rendered. */
export function reportFile(tier: Tier): string {
  return join(reportFolder(tier), 'report.json');
}

/** The folder of a tier's last report and executed notebooks. */
export function reportFolder(tier: Tier): string {
  return projectPath('reports', tier);
}

/**
 * Makes the runs that the notebooks need, executes those that have changed since their last execution, and compares
 * what all publish with the baselines and with the papers. Whatever fails is in the report; the rest goes on.
 *
 * @throws InputError before anything is made when a baseline or the surroundings cannot be used, and when the outputs
 * cannot be written.
 */
export async function reproduce(notebooks: RecipeNotebook[], options: ReproduceOptions): Promise<Reproduction> {
  const { tier, seeds, engine, progress } = options;
  // Read before hours of training: a damaged one would cost the report at their end.
  const baselines = new Map(notebooks.map(({ name }) => [name, readBaseline(tier, name)]));
  const { detail, device, class: engineClass } = await startEngine({ engine });
  progress.print(`Tier ${tier} on ${device}. ${detail}`);
  const startedAt = new Date();
  const store = options.store ?? new RunStore();
  const planned: PlannedRunsOptions = { tier, seeds, recorded: options.recorded ? { store, engineClass } : null };
  const reasons = new Map(notebooks.map((notebook) => [notebook, reasonToSkip(notebook, planned)]));
  const toExecute = notebooks.filter((notebook) => !reasons.get(notebook));
  const failures = await makeRuns(plannedRuns(toExecute, planned), { ...options, store });
  const surroundings = await surroundingsOf(toExecute, planned, store);
  const { outputFolder = reportFolder(tier), jobs = defaultJobs } = options;
  const executions = new ExecutionStore(join(store.folder, 'notebooks', tier));
  const runs = await inParallel(notebooks, jobs, async (notebook): Promise<NotebookRun> => {
    const reason = reasons.get(notebook);
    const failed = reason ? undefined : failedRunOf(notebook, failures, planned);
    const ofPaper = surroundings.get(notebook.paper)!;
    const run: NotebookRun = reason
      ? { ...withoutExecution(notebook, tier), status: 'skipped', reason }
      : failed
        ? { ...withoutExecution(notebook, tier), status: 'failed', error: { message: failed.message } }
        : await published(notebook, { ...options, ...ofPaper, store, startedAt, outputFolder, executions });
    progress.clear();
    progress.print(`${run.notebook}  ${outcomeOf(run)}`);
    return run;
  });
  const reports = runs.map((run) => reportNotebook(run, baselines.get(run.notebook) ?? null));
  const about = {
    tier,
    engine: currentEngine(),
    commit: currentCommit(),
    date: startedAt.toISOString(),
    omissions: await withoutNotebook(notebooks),
  };
  return { report: buildReport(about, reports), runs };
}

/** What a notebook publishes; one that cannot be read or written has failed. */
async function published(notebook: RecipeNotebook, options: PublishNotebookOptions): Promise<NotebookRun> {
  try {
    return await publishNotebook(notebook, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...withoutExecution(notebook, options.tier), status: 'failed', error: { message: error.message } };
  }
}

/** The code and the records of each paper: all of its runs count, for a notebook may look at those of another. */
async function surroundingsOf(notebooks: RecipeNotebook[], options: PlannedRunsOptions, store: RunStore) {
  const { class: engineClass } = currentEngine();
  const all = await recipeNotebooks();
  const papers = [...new Set(notebooks.map(({ paper }) => paper))].map((paper) => {
    const runs = plannedRuns(
      all.filter((each) => each.paper === paper),
      { ...options, recorded: null },
    );
    return [paper, { code: codeOfPaper(paper), records: recordsOf(runs, store, engineClass) }] as const;
  });
  return new Map(papers);
}

/** Why a notebook cannot be shown from the records at hand; null where each of its items can. */
function reasonToSkip(notebook: RecipeNotebook, options: PlannedRunsOptions): string | null {
  const { seeds = plannedSeeds(notebook, options.tier), recorded } = options;
  if (!recorded) return null;
  for (const item of notebook.items) {
    const count = runsOfItem(item, { ...options, seeds, recorded: null }).length;
    const atHand = runsOfItem(item, { ...options, seeds }).length;
    if (atHand < count && !(item.partial && atHand > 0))
      return `${count - atHand} of the ${count} runs of ${item.id} have no record: without --recorded they are trained here.`;
  }
  return null;
}

function outcomeOf({ status, error, reason, seconds, unchangedSince }: NotebookRun): string {
  if (status === 'failed') return `failed: ${error?.message.split('\n')[0]}`;
  if (unchangedSince) return 'unchanged';
  return status === 'skipped' ? `skipped: ${reason}` : `ran in ${seconds!.toFixed(0)} s`;
}

function failedRunOf(
  notebook: RecipeNotebook,
  failures: Map<string, Error>,
  options: PlannedRunsOptions,
): Error | undefined {
  return runsOf(notebook, options)
    .map((configuration) => failures.get(configurationHash(configuration)))
    .find((failure) => failure !== undefined);
}

function withoutExecution(notebook: RecipeNotebook, tier: Tier) {
  const nothing = { metrics: [], claims: [], figures: [], seconds: null, peakMemoryBytes: null };
  return { ...aboutNotebook(notebook, tier), ...nothing };
}

/** Tables and figures of the selected papers that have no notebook yet. */
async function withoutNotebook(selected: RecipeNotebook[]) {
  const withNotebook = (await recipeNotebooks()).flatMap(({ paper, items }) => items.map(({ id }) => `${paper}/${id}`));
  return [...new Set(selected.map(({ paper }) => paper))]
    .flatMap((paper) => listItems({ paper }))
    .map(({ paper, item }) => ({ what: `${paper.id}/${item.id}`, reason: `${item.title}: no notebook yet` }))
    .filter(({ what }) => !withNotebook.includes(what));
}
