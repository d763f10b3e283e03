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

export interface SettingsLine {
  row: string;
  column: string;
  /** Learning rate, batch size and weight decay are those of stage one. */
  settings: Settings;
  /** The same of stage two, for which Table 6 has no columns of its own. */
  stageTwo: Pick<Settings, 'lr' | 'batch' | 'wd'>;
}

/** The lines of Table 6 as the row *MiSLAS* of a plan of Table 4 has them, each once. */
export function settingsOf({ runs }: Plan): SettingsLine[] {
  return runs
    .filter(({ row }) => row === 'MiSLAS')
    .map(({ column, configuration }) => {
      const run = parseConfiguration(configuration(0));
      const { dataset, imbalanceFactor } = stageOneOf(run).data;
      const row = dataset === 'digits' ? dataset : labelOf({ dataset, imbalanceFactor }).replace(', IF ', '-IF');
      const { learningRate, batchSize, weightDecay } = optionsOfStageTwo(run);
      const stageTwo = { lr: learningRate, batch: batchSize, wd: weightDecay };
      return { row, column, settings: lineOf(run), stageTwo };
    });
}

/** The line of one run whose second stage learns with label-aware smoothing. */
export function lineOf(run: RunConfiguration): Settings {
  const { schedule, batchSize, optimizer, epochs } = stageOneOf(run);
  const { loss, ...stageTwo } = optionsOfStageTwo(run);
  return {
    lr: schedule.from,
    batch: batchSize,
    wd: optimizer.weightDecay,
    stage1_epochs: epochs,
    stage1_lrs: schedule.name,
    stage2_epochs: stageTwo.epochs,
    // Every learned adjustment falls along a cosine, from iteration to iteration or, as here, from epoch to epoch.
    stage2_lrs: 'cosine',
    eps1: loss.options.epsilonHead,
    epsK: loss.options.epsilonTail,
    deltaW_lr_ratio: stageTwo.shiftRate,
  };
}

interface OptionsOfStageTwo {
  epochs: number;
  learningRate: number;
  batchSize: number;
  weightDecay: number;
  shiftRate: number;
  loss: { options: { epsilonHead: number; epsilonTail: number } };
}

function optionsOfStageTwo(run: RunConfiguration): OptionsOfStageTwo {
  if (run.stage === 'one') throw new TypeError('A line of Table 6 is of a run with two stages.');
  return run.adjustment.options as unknown as OptionsOfStageTwo;
}
