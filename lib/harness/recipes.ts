import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closest } from 'fastest-levenshtein';
import { InputError } from '../errors.js';
import type { Item, Recipe } from '../experiment/index.js';
import { projectPath } from '../project.js';

/** An item of a recipe with its paper and its notebook. */
export interface RecipeItem {
  paper: string;
  item: Item;
  /** `<paper>/<notebook>`: the name that people and baselines use. */
  name: string;
  /** The notebook's file. */
  file: string;
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

/** All items of all recipes, in the recipes' order. */
export async function recipeItems(): Promise<RecipeItem[]> {
  const recipes = await loadRecipes();
  return recipes.flatMap(({ paper, items }) =>
    items.map((item) => ({
      paper,
      item,
      name: `${paper}/${item.notebook}`,
      file: join(projectPath('notebooks'), paper, `${item.notebook}.ipynb`),
    })),
  );
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
 * The items whose names match any of the globs, in the recipes' order; an item's id, such as `marc/T2`, is a name too.
 *
 * @throws InputError when a glob matches nothing, with the closest name.
 */
export async function selectItems(globs: string[]): Promise<RecipeItem[]> {
  const all = await recipeItems();
  const namesOf = ({ paper, name, item }: RecipeItem) => [name, `${paper}/${item.id}`];
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
