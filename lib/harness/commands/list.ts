import { type Tier, tiers } from '../../experiment/index.js';
import { type Baseline, compareWithPaper, readBaseline } from '../compare/index.js';
import { type RecipeItem, recipeItems } from '../recipes.js';
import { listItems, type TargetItem } from '../targets/index.js';
import { alignColumns } from '../text-table.js';

/** How many accepted values of an item a tier has, and how those that the paper prints compare with it. */
export interface TierSummary {
  measured: number;
  match: number;
  near: number;
  deviates: number;
}

export interface ListedItem {
  paper: string;
  item: string;
  kind: 'table' | 'figure';
  title: string;
  /** Path of the notebook from the project's root; null where there is none yet. */
  notebook: string | null;
  /** Printed numeric cells. */
  cells: number;
  tiers: Record<Tier, TierSummary>;
}

/** Every table and figure of the five papers, with what the committed baselines hold of it. */
export async function listEverything(): Promise<ListedItem[]> {
  const recipes = await recipeItems();
  return listItems().map(({ paper, item }) => {
    const recipe = recipes.find((each) => each.paper === paper.id && each.item.id === item.id);
    const summaries = tiers.map((tier) => [tier, summarise(`${paper.id}/${item.id}/`, recipe, tier)] as const);
    return {
      paper: paper.id,
      item: item.id,
      kind: item.kind,
      title: item.title,
      notebook: recipe ? `notebooks/${recipe.name}.ipynb` : null,
      cells: numericCells(item),
      tiers: Object.fromEntries(summaries) as Record<Tier, TierSummary>,
    };
  });
}

function numericCells(item: TargetItem): number {
  if (item.kind === 'figure') return 0;
  return item.rows.flatMap((row) => row.values).filter((value) => typeof value === 'number').length;
}

function summarise(prefix: string, recipe: RecipeItem | undefined, tier: Tier): TierSummary {
  const baseline: Baseline | null = recipe ? readBaseline(tier, recipe.name) : null;
  const metrics = Object.entries(baseline?.metrics ?? {}).filter(([key]) => key.startsWith(prefix));
  const verdicts = metrics.map(
    ([key, accepted]) => compareWithPaper({ key, ...accepted, reproduction: 'shortened' }).verdict,
  );
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  return { measured: metrics.length, match: count('match'), near: count('near'), deviates: count('deviates') };
}

/** The list as a table for people: one line an item, one column a tier. */
export function renderList(items: ListedItem[]): string {
  const rows = items.map(({ paper, item, kind, title, notebook, cells, tiers: summaries }) => [
    `${paper}/${item}`,
    kind === 'table' ? String(cells) : '',
    ...tiers.map((tier) => describeTier(summaries[tier])),
    notebook ?? 'not yet',
    title.length > 60 ? `${title.slice(0, 59)}…` : title,
  ]);
  const implemented = items.filter(({ notebook }) => notebook !== null).length;
  return [
    alignColumns([['item', 'cells', ...tiers, 'notebook', 'title'], ...rows]),
    '',
    `${items.length} tables and figures, ${implemented} with a notebook. Tiers: accepted values (match/near/deviates from print).`,
  ].join('\n');
}

function describeTier({ measured, match, near, deviates }: TierSummary): string {
  if (measured === 0) return '–';
  return match + near + deviates === 0 ? String(measured) : `${measured} (${match}/${near}/${deviates})`;
}
