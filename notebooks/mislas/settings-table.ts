import {
  labelOf,
  type Plan,
  parseConfiguration,
  type RunConfiguration,
  stageOneOf,
} from '../../lib/experiment/index.js';

/** The columns of Table 6, by their keys in `results/targets/mislas.json`. */
export interface Settings {
  lr: number;
  batch: number;
  wd: number;
  stage1_epochs: number;
  stage1_lrs: string;
  stage2_epochs: number;
  stage2_lrs: string;
  eps1: number;
  epsK: number;
  deltaW_lr_ratio: number;
}

/** The lines of Table 6 as the row *MiSLAS* of a plan of Table 4 has them, each once. */
export function settingsOf({ runs }: Plan): { row: string; column: string; settings: Settings }[] {
  return runs
    .filter(({ row }) => row === 'MiSLAS')
    .map(({ column, configuration }) => {
      const run = parseConfiguration(configuration(0));
      const { dataset, imbalanceFactor } = stageOneOf(run).data;
      const row = dataset === 'digits' ? dataset : labelOf({ dataset, imbalanceFactor }).replace(', IF ', '-IF');
      return { row, column, settings: lineOf(run) };
    });
}

function lineOf(run: RunConfiguration): Settings {
  const { schedule, batchSize, optimizer, epochs } = stageOneOf(run);
  if (run.stage === 'one') throw new TypeError('The row MiSLAS has two stages.');
  const { options } = run.adjustment;
  const { epsilonHead, epsilonTail } = (options.loss as { options: { epsilonHead: number; epsilonTail: number } })
    .options;
  return {
    lr: schedule.from,
    batch: batchSize,
    wd: optimizer.weightDecay,
    stage1_epochs: epochs,
    stage1_lrs: schedule.name,
    stage2_epochs: options.epochs as number,
    // Every learned adjustment falls along a cosine, from iteration to iteration or, as here, from epoch to epoch.
    stage2_lrs: 'cosine',
    eps1: epsilonHead,
    epsK: epsilonTail,
    deltaW_lr_ratio: options.shiftRate as number,
  };
}
