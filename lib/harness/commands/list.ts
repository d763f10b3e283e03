import { type Tier, tiers } from '../../experiment/index.js';
import { type Baseline, readBaselines } from '../compare/index.js';
import { recipeNotebooks } from '../recipes.js';
import { verdictOfAccepted } from '../report/judged.js';
import { listItems, paperIds, printedValue, type TargetItem } from '../targets/index.js';
import { alignColumns } from '../text-table.js';

/** What the committed baselines of a tier hold of an item. */
export interface TierSummary {
  /** Accepted values. */
  measured: number;
  /** Those of them for which the paper prints a number. */
  printed: number;
  /** How those that may be expected to equal the printed number compare with it. */
  match: number;
  near: number;
  deviates: number;
  claims: number;
  supported: number;
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
  const notebooks = await recipeNotebooks();
  const baselines = new Map(paperIds.map((paper) => [paper, tiers.map((tier) => readBaselines(tier, paper))]));
  return listItems().map(({ paper, item }) => {
    const notebook = notebooks.find((each) => each.paper === paper.id && each.items.some(({ id }) => id === item.id));
    const summaries = baselines.get(paper.id)!.map((ofTier) => summarise(`${paper.id}/${item.id}/`, ofTier));
    return {
      paper: paper.id,
      item: item.id,
      kind: item.kind,
      title: item.title,
      notebook: notebook ? `notebooks/${notebook.name}.ipynb` : null,
      cells: numericCells(item),
      tiers: Object.fromEntries(tiers.map((tier, index) => [tier, summaries[index]!])) as ListedItem['tiers'],
    };
  });
}

function numericCells(item: TargetItem): number {
  if (item.kind === 'figure') return 0;
  return item.rows.flatMap((row) => row.values).filter((value) => typeof value === 'number').length;
}

/** By the keys and not by the notebook: an item may be published by the notebook of another. */
function summarise(prefix: string, baselines: Baseline[]): TierSummary {
  const ofItem = <T>(record: Record<string, T>) => Object.entries(record).filter(([key]) => key.startsWith(prefix));
  const metrics = baselines.flatMap((baseline) => ofItem(baseline.metrics));
  const claims = baselines.flatMap((baseline) => ofItem(baseline.claims));
  const verdicts = metrics.map(([key, accepted]) => verdictOfAccepted(key, accepted));
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  return {
    measured: metrics.length,
    printed: metrics.filter(([key]) => isPrinted(key)).length,
    match: count('match'),
    near: count('near'),
    deviates: count('deviates'),
    claims: claims.length,
    supported: claims.filter(([, { verdict }]) => verdict === 'supported').length,
  };
}

/** Keys of figures by class have more parts than a printed cell's. */
function isPrinted(key: string): boolean {
  return key.split('/').length === 4 && typeof printedValue(key) === 'number';
}

/** The list as a table for people: one line an item, one column a tier, the sums below. */
export function renderList(items: ListedItem[]): string {
  const rows = items.map(({ paper, item, kind, title, notebook, cells, tiers: summaries }) => [
    `${paper}/${item}`,
    kind === 'table' ? String(cells) : '',
    ...tiers.map((tier) => describeTier(summaries[tier])),
    notebook ?? 'not yet',
    title.length > 60 ? `${title.slice(0, 59)}…` : title,
  ]);
  const implemented = items.filter(({ notebook }) => notebook !== null).length;
  const cells = items.reduce((sum, item) => sum + item.cells, 0);
  return [
    alignColumns([['item', 'cells', ...tiers, 'notebook', 'title'], ...rows]),
    '',
    'Tiers: accepted values (match/near/deviates from print), claims supported/judged.',
    `${items.length} tables and figures with ${cells} printed numbers, ${implemented} with a notebook.`,
    ...tiers.map((tier) => describeSum(tier, items)),
  ].join('\n');
}

function describeTier({ measured, match, near, deviates, claims, supported }: TierSummary): string {
  if (measured + claims === 0) return '–';
  const comparison = match + near + deviates === 0 ? '' : ` (${match}/${near}/${deviates})`;
  return `${measured}${comparison}${claims === 0 ? '' : `, ${supported}/${claims}`}`;
}

function describeSum(tier: Tier, items: ListedItem[]): string {
  const sum = (field: keyof TierSummary) => items.reduce((total, { tiers: of }) => total + of[tier][field], 0);
  return (
    `${tier}: ${sum('measured')} accepted values, ${sum('printed')} of them beside a printed number ` +
    `(${sum('match')} match, ${sum('near')} near, ${sum('deviates')} deviate); ` +
    `${sum('supported')} of ${sum('claims')} claims supported.`
  );
}
