import { join, relative } from 'node:path';
import { currentEngine } from '../../engine/index.js';
import { currentCommit, type RunStore, type Tier } from '../../experiment/index.js';
import { projectPath } from '../../project.js';
import {
  collectPublications,
  executeNotebook,
  type Notebook,
  type NotebookExecution,
  readNotebook,
  writeNotebook,
} from '../notebook/index.js';
import { plannedSeeds, type RecipeNotebook } from '../recipes.js';
import type { NotebookRun } from '../report/index.js';
import { findItem } from '../targets/index.js';
import { executionKey } from './execution-key.js';
import type { ExecutionStore } from './execution-store.js';
import type { ReproduceOptions } from './reproduce.js';

export interface PublishNotebookOptions extends ReproduceOptions {
  /** Where the runs lie: the notebook's own process reads them there. */
  store: RunStore;
  /** When the reproduction began: a record made since then is one of this reproduction. */
  startedAt: Date;
  /** Where executed notebooks go. */
  outputFolder: string;
  executions: ExecutionStore;
  /** `codeOfPaper` and `recordsOf` the paper's runs. */
  code: string;
  records: string;
}

/** What is known of a notebook before it is executed. */
export function aboutNotebook({ paper, items, name }: RecipeNotebook, tier: Tier) {
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

/**
 * What a notebook publishes: by its last execution where nothing that decides it has changed since, else executed now.
 * A failed execution is not kept.
 */
export async function publishNotebook(notebook: RecipeNotebook, options: PublishNotebookOptions): Promise<NotebookRun> {
  const { tier, seeds, fresh = false, outputFolder, executions, code, records } = options;
  const { name } = notebook;
  const parameters = { tier, seeds: seeds ?? plannedSeeds(notebook, tier) };
  const { class: engineClass } = currentEngine();
  // Whether only records count is no part of it: what they lack is told by `records`.
  const key = executionKey(notebook, { parameters, engineClass, code, records });
  const outputFile = join(outputFolder, `${name}.ipynb`);
  const last = fresh ? null : executions.find(name, key);
  if (last) {
    writeNotebook(outputFile, last);
    return { ...aboutNotebook(notebook, tier), ...unchanged(last) };
  }
  const execution = await execute(notebook, { ...options, parameters, outputFile });
  const { metrics, claims, figures, seconds, peakMemoryBytes } = execution;
  const finished = execution.status === 'succeeded';
  if (finished) {
    const executed = execution.notebook;
    executed.metadata.longtail = { ...(executed.metadata.longtail as object), commit: currentCommit().hash };
    executions.keep(name, key, executed);
  }
  return {
    ...aboutNotebook(notebook, tier),
    status: finished ? 'finished' : 'failed',
    ...errorOf(execution, notebook.file),
    metrics,
    claims,
    figures,
    seconds,
    peakMemoryBytes,
  };
}

/** What the last execution published, of which nothing is fresh any more. */
function unchanged(last: Notebook) {
  const { end_time, commit } = last.metadata.longtail as { end_time: string; commit: string | null };
  const { metrics, claims, figures } = collectPublications(last);
  return {
    status: 'finished' as const,
    unchangedSince: end_time,
    metrics: metrics.map((metric) =>
      metric.provenance?.origin === 'fresh run'
        ? { ...metric, provenance: { origin: 'cached' as const, ...(commit === null ? {} : { commit }) } }
        : metric,
    ),
    claims,
    figures,
    seconds: null,
    peakMemoryBytes: null,
  };
}

function execute(
  { name, file }: RecipeNotebook,
  options: PublishNotebookOptions & { parameters: { tier: Tier; seeds: number }; outputFile: string },
): Promise<NotebookExecution> {
  const { parameters, outputFile, recorded, engine, store, startedAt, progress, cellTimeoutSeconds = 600 } = options;
  return executeNotebook(file, {
    parameters,
    cellTimeoutSeconds,
    outputFile,
    environment: {
      LONGTAIL_SINCE: startedAt.toISOString(),
      // The kernel starts in another folder: a relative path would mean another store there.
      LONGTAIL_STORE: store.folder,
      ...(recorded ? { LONGTAIL_RECORDED: '1' } : {}),
      ...(engine === undefined ? {} : { LONGTAIL_ENGINE: engine }),
    },
    onProgress: (event) => {
      if (event.event === 'cell-started')
        progress.show(`${name}: cell ${event.cell} of ${event.cellCount}  ${event.firstLine}`);
    },
  });
}

function errorOf({ error, failedCell }: NotebookExecution, file: string) {
  if (!error) return {};
  const message = `${relative(projectPath(), file)}: ${error.name}: ${error.message}`;
  if (failedCell === null) return { error: { message } };
  const source = [readNotebook(file).cells[failedCell]?.source ?? ''].flat().join('');
  return { error: { message, cell: { index: failedCell, source } } };
}
