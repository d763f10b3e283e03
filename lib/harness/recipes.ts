import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closest } from 'fastest-levenshtein';
import { InputError } from '../errors.js';
import type { Item, Recipe, Tier } from '../experiment/index.js';
import { projectPath } from '../project.js';

/** A notebook and the tables and figures that its paper's recipe gives to it. */
export interface RecipeNotebook {
  paper: string;
  /** `<paper>/<notebook>`: the name that people and baselines use. */
  name: string;
  /** The notebook's file. */
  file: string;
  /** At least one. */
  items: Item[];
}

/** Every recipe under `notebooks`, by the alphabet of the papers. */
export async function loadRecipes(): Promise<Recipe[]> {
  const papers = readdirSync(projectPath('notebooks'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(projectPath('notebooks', entry.name, 'recipe.ts')))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    papers.map(async (paper) => {
      const file = projectPath('dist', 'notebooks', paper, 'recipe.js');
      if (!existsSync(file)) {
        throw new InputError(`${relative(projectPath(), file)} is missing: run \`npm run build\` first.`);
      }
      return ((await import(pathToFileURL(file).href)) as { default: Recipe }).default;
    }),
  );
}

/** The notebooks of all recipes, in the order in which the recipes first name them. */
export async function recipeNotebooks(): Promise<RecipeNotebook[]> {
  return (await loadRecipes()).flatMap(notebooksOf);
}

/** The notebooks of one recipe: items that name the same one share it. */
export function notebooksOf({ paper, items }: Recipe): RecipeNotebook[] {
  return [...new Set(items.map(({ notebook }) => notebook))].map((notebook) => ({
    paper,
    name: `${paper}/${notebook}`,
    file: join(projectPath('notebooks'), paper, `${notebook}.ipynb`),
    items: items.filter((item) => item.notebook === notebook),
  }));
}

/** How many seeds the notebook's items plan at a tier; where one plans more than another, the most. */
export function plannedSeeds({ items }: RecipeNotebook, tier: Tier): number {
  return Math.max(...items.map(({ plans }) => plans[tier].seeds));
}

/** `marc/*` and the like: `*` stands for any text. */
function matcher(glob: string): (name: string) => boolean {
  const pattern = glob
    .split('*')
    .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^(?:${pattern})$`);
  return (name) => expression.test(name);
}

/**
 * The notebooks whose names match any of the globs, in the recipes' order; the id of an item, such as `marc/T2`, is a
 * name of its notebook too.
 *
 * @throws InputError when a glob matches nothing, with the closest name.
 */
export async function selectNotebooks(globs: string[]): Promise<RecipeNotebook[]> {
  const all = await recipeNotebooks();
  const namesOf = ({ paper, name, items }: RecipeNotebook) => [name, ...items.map(({ id }) => `${paper}/${id}`)];
  const selected = globs.map((glob) => all.filter((each) => namesOf(each).some(matcher(glob))));
  const vain = selected.findIndex((matches) => matches.length === 0);
  if (vain >= 0) {
    const suggestion = closest(globs[vain]!, all.flatMap(namesOf));
    throw new InputError(
      `No notebook matches "${globs[vain]}": did you mean "${suggestion}"? \`longtail list\` shows all.`,
    );
  }
  return all.filter((each) => selected.some((matches) => matches.includes(each)));
}
