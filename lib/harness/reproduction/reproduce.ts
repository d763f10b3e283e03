import { join, relative } from 'node:path';
import { currentEngine, startEngine } from '../../engine/index.js';
import { configurationHash, currentCommit, type Tier } from '../../experiment/index.js';
import { projectPath } from '../../project.js';
import { readBaseline } from '../compare/index.js';
import { executeNotebook, type NotebookExecution, readNotebook } from '../notebook/index.js';
import { plannedSeeds, type RecipeNotebook, recipeNotebooks } from '../recipes.js';
import { buildReport, type NotebookRun, type ReproductionReport, reportNotebook } from '../report/index.js';
import { findItem, listItems } from '../targets/index.js';
import {
  type MakeRunsOptions,
  makeRuns,
  type PlannedRunsOptions,
  plannedRuns,
  runsOf,
  runsOfItem,
} from './make-runs.js';

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
 * Makes the runs that the notebooks need, executes them, and compares what they publish with the baselines and
 * with the papers. Whatever fails is in the report; the rest goes on.
 */
export async function reproduce(notebooks: RecipeNotebook[], options: ReproduceOptions): Promise<Reproduction> {
  const { tier, seeds, engine, progress } = options;
  const { detail, device, class: engineClass } = await startEngine({ engine });
  progress.print(`Tier ${tier} on ${device}. ${detail}`);
  const startedAt = new Date();
  const planned: PlannedRunsOptions = { tier, seeds, recorded: options.recorded ? { engineClass } : null };
  const reasons = new Map(notebooks.map((notebook) => [notebook, reasonToSkip(notebook, planned)]));
  const toExecute = notebooks.filter((notebook) => !reasons.get(notebook));
  const failures = await makeRuns(plannedRuns(toExecute, planned), options);
  const runs: NotebookRun[] = [];
  for (const notebook of notebooks) {
    const reason = reasons.get(notebook);
    const failed = reason ? undefined : failedRunOf(notebook, failures, planned);
    const run = reason
      ? { ...withoutExecution(notebook, tier), status: 'skipped' as const, reason }
      : failed
        ? { ...withoutExecution(notebook, tier), status: 'failed' as const, error: { message: failed.message } }
        : await execute(notebook, { ...options, startedAt });
    progress.print(`${run.notebook}  ${outcomeOf(run)}`);
    runs.push(run);
  }
  const reports = runs.map((run) => reportNotebook(run, readBaseline(tier, run.notebook)));
  const about = {
    tier,
    engine: currentEngine(),
    commit: currentCommit(),
    date: startedAt.toISOString(),
    omissions: await withoutNotebook(notebooks),
  };
  return { report: buildReport(about, reports), runs };
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

function outcomeOf({ status, error, reason, seconds }: NotebookRun): string {
  if (status === 'failed') return `failed: ${error?.message.split('\n')[0]}`;
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

function about({ paper, items, name }: RecipeNotebook, tier: Tier) {
  const leftOut = new Set(items.flatMap(({ plans }) => plans[tier].leavesOut));
  const missing = new Set(items.flatMap(({ notImplemented = [] }) => notImplemented));
  return {
    notebook: name,
    tier,
    title: items.map(({ id }) => findItem(paper, id).title).join('; '),
    items: items.map(({ id }) => id),
    engineClass: currentEngine().class,
    omissions: [
      ...[...leftOut].map((reason) => ({ what: 'this tier', reason })),
      ...[...missing].map((row) => ({ what: row, reason: 'not implemented yet' })),
    ],
  };
}

function withoutExecution(notebook: RecipeNotebook, tier: Tier) {
  const nothing = { metrics: [], claims: [], figures: [], seconds: null, peakMemoryBytes: null };
  return { ...about(notebook, tier), ...nothing };
}

async function execute(
  notebook: RecipeNotebook,
  options: ReproduceOptions & { startedAt: Date },
): Promise<NotebookRun> {
  const { tier, seeds, recorded, engine, startedAt, progress, cellTimeoutSeconds = 600 } = options;
  const { outputFolder = reportFolder(tier) } = options;
  const { name, file } = notebook;
  const execution = await executeNotebook(file, {
    parameters: { tier, seeds: seeds ?? plannedSeeds(notebook, tier) },
    cellTimeoutSeconds,
    outputFile: join(outputFolder, `${name}.ipynb`),
    environment: {
      LONGTAIL_SINCE: startedAt.toISOString(),
      ...(recorded ? { LONGTAIL_RECORDED: '1' } : {}),
      ...(engine === undefined ? {} : { LONGTAIL_ENGINE: engine }),
    },
    onProgress: (event) => {
      if (event.event === 'cell-started')
        progress.show(`${name}: cell ${event.cell} of ${event.cellCount}  ${event.firstLine}`);
    },
  });
  progress.clear();
  const { metrics, claims, figures, seconds, peakMemoryBytes } = execution;
  return {
    ...about(notebook, tier),
    status: execution.status === 'succeeded' ? 'finished' : 'failed',
    ...errorOf(execution, file),
    metrics,
    claims,
    figures,
    seconds,
    peakMemoryBytes,
  };
}

function errorOf({ error, failedCell }: NotebookExecution, file: string) {
  if (!error) return {};
  const message = `${relative(projectPath(), file)}: ${error.name}: ${error.message}`;
  if (failedCell === null) return { error: { message } };
  const source = [readNotebook(file).cells[failedCell]?.source ?? ''].flat().join('');
  return { error: { message, cell: { index: failedCell, source } } };
}

/** Tables and figures of the selected papers that have no notebook yet. */
async function withoutNotebook(selected: RecipeNotebook[]) {
  const withNotebook = (await recipeNotebooks()).flatMap(({ paper, items }) => items.map(({ id }) => `${paper}/${id}`));
  return [...new Set(selected.map(({ paper }) => paper))]
    .flatMap((paper) => listItems({ paper }))
    .map(({ paper, item }) => ({ what: `${paper.id}/${item.id}`, reason: `${item.title}: no notebook yet` }))
    .filter(({ what }) => !withNotebook.includes(what));
}
