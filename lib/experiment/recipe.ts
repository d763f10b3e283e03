import { InputError } from '../errors.js';
import type { RunConfigurationInput } from './configuration.js';

/** One set of notebooks, three depths: a tier changes data and budget, never code paths. */
export const tiers = ['quick', 'cpu', 'paper'] as const;
export type Tier = (typeof tiers)[number];

/** Kinds of reproduction, from the paper's own protocol down to closed-form or random numbers in place of a training. */
export const reproductions = ['full-protocol', 'shortened', 'other-data', 'simulated'] as const;
export type Reproduction = (typeof reproductions)[number];

/** One cell of a table, or one curve of a figure, as a run by seed. */
export interface PlannedRun {
  /** The row's part of a metric key, as in `results/targets`. */
  row: string;
  /** Key of the printed column, or of a column that only this project has. */
  column: string;
  /** What the column stands for at this tier, in words, for captions. */
  label: string;
  reproduction: Reproduction;
  configuration: (seed: number) => RunConfigurationInput;
  /** The most seeds that this run can have, where it has fewer than its plan. */
  seeds?: number;
}

/** What a tier computes of an item. */
export interface Plan {
  /** Runs use the seeds 0 … seeds − 1. */
  seeds: number;
  runs: PlannedRun[];
  /** What the tier does not show, a sentence each. */
  leavesOut: string[];
}

/** A table or figure of a paper, its notebook and its runs. */
export interface Item {
  /** As in `results/targets/<paper>.json`: T2, F1. */
  id: string;
  /** File name of the notebook beside the recipe, without extension. */
  notebook: string;
  plans: Record<Tier, Plan>;
  /** Whether the notebook can show some of its runs without the others, as a table can; default false. */
  partial?: boolean;
  /** Keys of printed rows whose methods this project does not have yet. */
  notImplemented?: string[];
}

/** A paper's items. */
export interface Recipe {
  /** Folder under `notebooks` and file under `results/targets`. */
  paper: string;
  items: Item[];
}

/** A table or figure that follows from formulas: the same at every tier, without runs. */
export function closedForm(id: string, notebook: string, { leavesOut = [] }: Partial<Plan> = {}): Item {
  const plan: Plan = { seeds: 1, runs: [], leavesOut };
  return { id, notebook, plans: { quick: plan, cpu: plan, paper: plan } };
}

/** The seeds of a planned run: 0, 1, … as many as asked for, or as planned. */
export function seedsOf(
  { seeds: most = Number.POSITIVE_INFINITY }: PlannedRun,
  plan: Plan,
  asked = plan.seeds,
): number[] {
  return Array.from({ length: Math.min(most, asked) }, (_, seed) => seed);
}

/** @throws InputError when the recipe has no such item. */
export function itemOf(recipe: Recipe, id: string): Item {
  const item = recipe.items.find((each) => each.id === id);
  if (item) return item;
  throw new InputError(
    `The recipe of ${recipe.paper} has no item "${id}": it has ${recipe.items.map((each) => each.id).join(', ')}.`,
  );
}
