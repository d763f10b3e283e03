import { closest } from 'fastest-levenshtein';
import { InputError } from '../errors.js';
import { type Plan, type PlannedRun, seedsOf, type Tier, tiers } from '../experiment/index.js';
import { type RecipeNotebook, recipeNotebooks } from './recipes.js';

export interface PlannedCellsOptions {
  tier: Tier;
  /** How many seeds, instead of the plan's. */
  seeds?: number;
}

export interface PlannedCell {
  /** Row, column and seed. */
  name: string;
  /** The run's configuration. */
  input: Record<string, unknown>;
}

/**
 * The runs that a recipe plans at a tier for a row of a table or figure, or for one of its cells:
 * `<paper>/<item>/<row>` or `<paper>/<item>/<row>/<column>`, as in the keys of metrics.
 *
 * @throws InputError when nothing is planned under this name, with the tiers where something is, or the closest name.
 */
export async function plannedCells(name: string, { tier, seeds }: PlannedCellsOptions): Promise<PlannedCell[]> {
  const notebooks = await recipeNotebooks();
  const planned = plannedAt(tier, notebooks);
  const cells = planned.filter((cell) => isNamed(cell, name));
  if (cells.length === 0) {
    const elsewhere = tiers.filter((other) => plannedAt(other, notebooks).some((cell) => isNamed(cell, name)));
    if (elsewhere.length > 0) {
      throw new InputError(
        `"${name}" is planned at ${elsewhere.join(' and ')}, not at the tier ${tier}: add --tier ${elsewhere[0]}.`,
      );
    }
    const names = planned.flatMap(({ row, run }) => [row, `${row}/${run.column}`]);
    throw new InputError(
      `Nothing is planned under "${name}" at the tier ${tier}: did you mean "${closest(name, names)}"? A configuration file ends in .json.`,
    );
  }
  return cells.flatMap(({ run, plan }) =>
    seedsOf(run, plan, seeds).map((seed) => ({
      name: `${run.row} ${run.column} seed ${seed}`,
      input: run.configuration(seed) as unknown as Record<string, unknown>,
    })),
  );
}

interface CellOfPlan {
  /** `<paper>/<item>/<row>`. */
  row: string;
  run: PlannedRun;
  plan: Plan;
}

function plannedAt(tier: Tier, notebooks: readonly RecipeNotebook[]): CellOfPlan[] {
  return notebooks.flatMap(({ paper, items }) =>
    items.flatMap(({ id, plans }) =>
      plans[tier].runs.map((run) => ({ row: `${paper}/${id}/${run.row}`, run, plan: plans[tier] })),
    ),
  );
}

function isNamed({ row, run }: CellOfPlan, name: string): boolean {
  return name === row || name === `${row}/${run.column}`;
}
