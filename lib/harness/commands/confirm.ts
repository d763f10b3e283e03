import { relative } from 'node:path';
import { type EngineName, startEngine } from '../../engine/index.js';
import { InputError } from '../../errors.js';
import { confirmRun, RunStore, stageOneOf, type Tier } from '../../experiment/index.js';
import { projectPath } from '../../project.js';
import { selectNotebooks } from '../recipes.js';
import { distinctRuns, plannedRuns } from '../reproduction/make-runs.js';
import { ProgressLine } from '../reproduction/progress-line.js';

export interface ConfirmCommandOptions {
  tier: Tier;
  epochs: number;
  engine?: EngineName | 'auto';
}

/**
 * `longtail confirm`: trains the first epochs of the tier's recorded trainings again where the code has changed since,
 * and keeps the records that agree to the last bit for today's code.
 */
export async function confirmCommand(globs: string[], { tier, epochs, engine }: ConfirmCommandOptions): Promise<void> {
  const { class: engineClass } = await startEngine({ engine });
  const store = new RunStore();
  const progress = new ProgressLine();
  const planned = plannedRuns(await selectNotebooks(globs.length > 0 ? globs : ['*']), { tier });
  const trainings = distinctRuns(planned.map(stageOneOf));
  const found = trainings.flatMap((configuration) => store.find(configuration, engineClass) ?? []);
  const stale = found.filter(({ provenance }) => provenance === 'stale');
  progress.print(
    `${stale.length} of ${found.length} recorded trainings of tier ${tier} are by other code than today's.`,
  );
  let failed = 0;
  for (const [i, run] of stale.entries()) {
    const { description } = run.record;
    try {
      const position = `${i + 1} of ${stale.length}: ${description}`;
      await confirmRun(run, { epochs, engine, onEvent: (event) => progress.showEvent(position, event) });
      progress.print(`confirmed  ${description}: ${relative(projectPath(), run.file)}`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failed++;
      progress.print(`not confirmed  ${error.message}`);
    }
  }
  if (failed > 0)
    throw new InputError(
      `${failed} of ${stale.length} records were not confirmed: make these runs again, each by its row with \`longtail run ROW --tier ${tier} --fresh\`, or go on with stale records.`,
    );
}
