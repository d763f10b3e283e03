import { availableParallelism } from 'node:os';
import { startEngine } from '../../engine/index.js';
import {
  configurationHash,
  describeConfiguration,
  type EnsureRunOptions,
  ensureRun,
  type Item,
  parseConfiguration,
  type RunConfiguration,
  RunStore,
  runsAtHand,
  seedsOf,
  stageOneOf,
  type Tier,
} from '../../experiment/index.js';
import { plannedSeeds, type RecipeNotebook } from '../recipes.js';
import { defaultJobs, inParallel } from './in-parallel.js';
import type { ProgressLine } from './progress-line.js';

export interface MakeRunsOptions extends EnsureRunOptions {
  /** Runs, and notebooks, at a time; each run gets its share of the threads. Default 2 where there are two cores. */
  jobs?: number;
  progress: ProgressLine;
}

export interface PlannedRunsOptions {
  tier: Tier;
  seeds?: number;
  /** Leaves out what would have to be trained first on this class of engines. Default null: leaves out nothing. */
  recorded?: { store: RunStore; engineClass: string } | null;
}

/** The runs that notebooks need at a tier, each once, stage one before stage two. */
export function plannedRuns(notebooks: RecipeNotebook[], options: PlannedRunsOptions): RunConfiguration[] {
  return distinctRuns(notebooks.flatMap((notebook) => runsOf(notebook, options))).sort((a, b) =>
    a.stage < b.stage ? -1 : a.stage > b.stage ? 1 : 0,
  );
}

/** Each run once, where it is first named. */
export function distinctRuns<Run extends RunConfiguration>(runs: readonly Run[]): Run[] {
  return [...new Map(runs.map((run) => [configurationHash(run), run])).values()];
}

/** The runs, and the stage-one runs that the others start from, each once. */
export function withBases(runs: readonly RunConfiguration[]): RunConfiguration[] {
  return distinctRuns([...runs.map(stageOneOf), ...runs]);
}

/** The runs of a notebook's items at a tier, settled. */
export function runsOf(notebook: RecipeNotebook, options: PlannedRunsOptions): RunConfiguration[] {
  const { tier, seeds = plannedSeeds(notebook, tier), recorded } = options;
  return notebook.items.flatMap((item) => runsOfItem(item, { tier, seeds, recorded }));
}

/** The runs of one item at a tier, settled. */
export function runsOfItem(item: Item, { tier, seeds, recorded }: PlannedRunsOptions): RunConfiguration[] {
  const plan = item.plans[tier];
  const runs = recorded ? runsAtHand(plan, { ...recorded, seeds }) : plan.runs;
  return runs.flatMap((run) => seedsOf(run, plan, seeds).map((seed) => parseConfiguration(run.configuration(seed))));
}

/**
 * Makes the runs that are not at hand, and goes on when one fails. A stage-two run without a record fails with its
 * stage one.
 *
 * @returns what went wrong, by the hash of the run's configuration.
 */
export async function makeRuns(
  configurations: RunConfiguration[],
  { jobs = defaultJobs, progress, ...options }: MakeRunsOptions,
): Promise<Map<string, Error>> {
  const failures = new Map<string, Error>();
  // Stage-two runs of one model must not start its training twice, so a stage waits for the one before.
  for (const stage of ['one', 'two'] as const) {
    const ofStage = configurations.filter((configuration) => configuration.stage === stage);
    const threads = jobs > 1 ? Math.max(1, Math.floor(availableParallelism() / jobs)) : undefined;
    await inParallel(ofStage, jobs, async (next, index) => {
      const description = describeConfiguration(next);
      const position = `stage ${stage}, run ${index + 1} of ${ofStage.length}`;
      try {
        // Each second stage of a model that failed would train it again, to the same end.
        const ofBase = next.stage === 'two' && failures.get(configurationHash(next.base));
        if (ofBase && !(await isRecorded(next, options))) throw ofBase;
        const { provenance, record } = await ensureRun(next, {
          ...options,
          threads,
          onEvent: (event) => progress.showEvent(`${position}: ${description}`, event),
        });
        if (provenance === 'run') {
          const accuracy = (100 * record.test.accuracy).toFixed(1);
          progress.print(`made  ${description}: ${accuracy} % in ${record.seconds.toFixed(0)} s`);
        }
      } catch (error) {
        failures.set(configurationHash(next), error as Error);
        progress.print(`failed  ${description}: ${(error as Error).message}`);
      }
    });
  }
  return failures;
}

/** Whether a stage-two run has a record that stands without its stage one. */
async function isRecorded(run: RunConfiguration, { store = new RunStore(), engine, fresh }: EnsureRunOptions) {
  const { class: engineClass } = await startEngine({ engine });
  const found = store.find(run, engineClass);
  return found !== null && (found.provenance === 'stored' || !fresh);
}
