import { lookUp } from '../options.js';
import type { RunConfigurationInput, StageOneInput } from './configuration.js';
import type { NamedInput } from './named.js';
import type { PlannedRun } from './recipe.js';
import type { Setting } from './setting.js';

/** A row of a table: the run of each setting and seed. */
export type Method<Of extends Setting = Setting> = (setting: Of, seed: number) => RunConfigurationInput;

/** The loss of a row, and how its runs differ from the setting's own; late changes count from the number of epochs. */
export type TrainedChanges = Partial<Omit<StageOneInput, 'model'>> & {
  loss: NamedInput;
  model?: Partial<StageOneInput['model']>;
};

/** A row that is trained on images. */
export function trained(
  changes: TrainedChanges | ((setting: Setting) => TrainedChanges),
): (setting: Setting, seed: number) => StageOneInput {
  return (setting, seed) => {
    const { model, ...rest } = typeof changes === 'function' ? changes(setting) : changes;
    const { stageOne } = setting;
    return { stage: 'one', ...stageOne, ...rest, model: { ...stageOne.model, ...model }, seed };
  };
}

/** A row that adjusts the decision boundary of a trained one. */
export function adjusted<Of extends Setting = Setting>(
  base: (setting: Setting, seed: number) => StageOneInput,
  adjustment: NamedInput | ((setting: Of) => NamedInput),
): Method<Of> {
  return (setting, seed) => ({
    stage: 'two',
    base: base(setting, seed),
    adjustment: typeof adjustment === 'function' ? adjustment(setting) : adjustment,
    seed,
  });
}

/** Some rows of a table. @throws InputError when it has no such row; the sentence suggests the closest one. */
export function only<Of extends Setting, Row extends string>(
  rows: Readonly<Record<Row, Method<Of>>>,
  ...keys: NoInfer<Row>[]
): Record<string, Method<Of>> {
  return Object.fromEntries(keys.map((key) => [key, lookUp<Method<Of>>(rows, key, 'row')]));
}

/** The cells of a table: every row in every setting. */
export function cells<Of extends Setting>(rows: Readonly<Record<string, Method<Of>>>, settings: Of[]): PlannedRun[] {
  return settings.flatMap((setting) =>
    Object.entries(rows).map(([row, method]) => ({
      row,
      column: setting.column,
      label: setting.label,
      reproduction: setting.reproduction,
      configuration: (seed: number) => method(setting, seed),
      seeds: setting.seeds,
    })),
  );
}
