import { join, relative } from 'node:path';
import { currentEngine, startEngine } from '../../engine/index.js';
import { configurationHash, currentCommit, type Tier } from '../../experiment/index.js';
import { projectPath } from '../../project.js';
import { readBaseline } from '../compare/index.js';
import { executeNotebook, type NotebookExecution, readNotebook } from '../notebook/index.js';
import { type RecipeItem, recipeItems } from '../recipes.js';
import { buildReport, type NotebookRun, type ReproductionReport, reportNotebook } from '../report/index.js';
import { findItem, listItems } from '../targets/index.js';
import { type MakeRunsOptions, makeRuns, type PlannedRunsOptions, plannedRuns, runsOf } from './make-runs.js';

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
 * Makes the runs that the items need, executes their notebooks, and compares what they publish with the baselines and
 * with the papers. Whatever fails is in the report; the rest goes on.
 */
export async function reproduce(items: RecipeItem[], options: ReproduceOptions): Promise<Reproduction> {
  const { tier, seeds, engine, progress } = options;
  const { detail, device, class: engineClass } = await startEngine({ engine });
  progress.print(`Tier ${tier} on ${device}. ${detail}`);
  const startedAt = new Date();
  const planned: PlannedRunsOptions = { tier, seeds, recorded: options.recorded ? { engineClass } : null };
  const reasons = new Map(items.map((item) => [item, reasonToSkip(item, planned)]));
  const toExecute = items.filter((item) => !reasons.get(item));
  const failures = await makeRuns(plannedRuns(toExecute, planned), options);
  const runs: NotebookRun[] = [];
  for (const recipeItem of items) {
    const reason = reasons.get(recipeItem);
    const failed = reason ? undefined : failedRunOf(recipeItem, failures, planned);
    const run = reason
      ? { ...withoutExecution(recipeItem, tier), status: 'skipped' as const, reason }
      : failed
        ? { ...withoutExecution(recipeItem, tier), status: 'failed' as const, error: { message: failed.message } }
        : await executeItem(recipeItem, { ...options, startedAt });
    progress.print(`${run.notebook}  ${outcomeOf(run)}`);
    runs.push(run);
  }
  const notebooks = runs.map((run) => reportNotebook(run, readBaseline(tier, run.notebook)));
  const about = {
    tier,
    engine: currentEngine(),
    commit: currentCommit(),
    date: startedAt.toISOString(),
    omissions: await withoutNotebook(items),
  };
  return { report: buildReport(about, notebooks), runs };
}

/** Why a notebook cannot be shown from the records at hand; null where it can. */
function reasonToSkip(recipeItem: RecipeItem, options: PlannedRunsOptions): string | null {
  const { item } = recipeItem;
  const count = runsOf(recipeItem, { ...options, recorded: null }).length;
  const atHand = runsOf(recipeItem, options).length;
  if (atHand === count || (item.partial && atHand > 0)) return null;
  return `${count - atHand} of its ${count} runs have no record: without --recorded they are trained here.`;
}

function outcomeOf({ status, error, reason, seconds }: NotebookRun): string {
  if (status === 'failed') return `failed: ${error?.message.split('\n')[0]}`;
  return status === 'skipped' ? `skipped: ${reason}` : `ran in ${seconds!.toFixed(0)} s`;
}

function failedRunOf(item: RecipeItem, failures: Map<string, Error>, options: PlannedRunsOptions): Error | undefined {
  return runsOf(item, options)
    .map((configuration) => failures.get(configurationHash(configuration)))
    .find((failure) => failure !== undefined);
}

function about({ paper, item, name }: RecipeItem, tier: Tier) {
  const { title } = findItem(paper, item.id);
  const omissions = [
    ...item.plans[tier].leavesOut.map((reason) => ({ what: 'this tier', reason })),
    ...(item.notImplemented ?? []).map((row) => ({ what: row, reason: 'not implemented yet' })),
  ];
  return { notebook: name, tier, title, items: [item.id], engineClass: currentEngine().class, omissions };
}

function withoutExecution(recipeItem: RecipeItem, tier: Tier) {
  const nothing = { metrics: [], claims: [], figures: [], seconds: null, peakMemoryBytes: null };
  return { ...about(recipeItem, tier), ...nothing };
}

async function executeItem(
  recipeItem: RecipeItem,
  options: ReproduceOptions & { startedAt: Date },
): Promise<NotebookRun> {
  const { tier, seeds, recorded, engine, startedAt, progress, cellTimeoutSeconds = 600 } = options;
  const { outputFolder = reportFolder(tier) } = options;
  const { name, file, item } = recipeItem;
  const execution = await executeNotebook(file, {
    parameters: { tier, seeds: seeds ?? item.plans[tier].seeds },
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
    ...about(recipeItem, tier),
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
async function withoutNotebook(items: RecipeItem[]) {
  const withNotebook = new Set((await recipeItems()).map(({ paper, item }) => `${paper}/${item.id}`));
  return [...new Set(items.map(({ paper }) => paper))]
    .flatMap((paper) => listItems({ paper }))
    .map(({ paper, item }) => ({ what: `${paper.id}/${item.id}`, reason: `${item.title}: no notebook yet` }))
    .filter(({ what }) => !withNotebook.has(what));
}
