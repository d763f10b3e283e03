import { dirname, relative } from 'node:path';
import { type Item, type Tier, tiers } from '../../experiment/index.js';
import { projectPath } from '../../project.js';
import { type AcceptedClaim, type AcceptedMetric, type Baseline, readBaselines } from '../compare/index.js';
import { picturesOf } from '../figures/save-figures.js';
import { markdownTable, markdownText as text } from '../markdown.js';
import { type RecipeNotebook, recipeNotebooks } from '../recipes.js';
import { plural } from '../report/format.js';
import { findItem, loadTargets } from '../targets/index.js';
import { itemLabel } from './item-label.js';
import { measuredTable, tierOption } from './measured-table.js';

const notice =
  '<!-- Written by `longtail readme` from results/targets, results/baselines and recipe.ts: change those, not this file. -->';

const marks: Record<AcceptedClaim['verdict'], string> = { supported: '✓', 'not supported': '✗', undecided: '?' };

/** What is committed of a paper, by tier. */
export interface CommittedResults {
  baselines: (tier: Tier) => Baseline[];
  /** Files of a notebook's pictures. */
  pictures: (notebook: string, tier: Tier) => string[];
}

/** A table or figure with the notebook that shows it and the baselines of its paper. */
interface ShownItem {
  paper: string;
  item: Item;
  notebook: RecipeNotebook;
  baselines: Record<Tier, Baseline[]>;
  pictures: CommittedResults['pictures'];
}

/** The READMEs of all papers' folders by their paths. */
export async function pagesOfPapers(): Promise<Map<string, string>> {
  const notebooks = await recipeNotebooks();
  const papers = [...new Set(notebooks.map(({ paper }) => paper))];
  return new Map(
    papers.map((paper) => [
      projectPath('notebooks', paper, 'README.md'),
      paperReadme(
        paper,
        notebooks.filter((notebook) => notebook.paper === paper),
      ),
    ]),
  );
}

/** The README of a paper's folder: what the paper says, which notebook shows what, and what was measured at each tier. */
export function paperReadme(
  paper: string,
  notebooks: RecipeNotebook[],
  { baselines: baselinesOf, pictures }: CommittedResults = {
    baselines: (tier) => readBaselines(tier, paper),
    pictures: (notebook, tier) => picturesOf(notebook, { tier }),
  },
): string {
  const { paper: about, items: printed } = loadTargets(paper);
  const baselines = Object.fromEntries(tiers.map((tier) => [tier, baselinesOf(tier)])) as Record<Tier, Baseline[]>;
  const shown = notebooks.flatMap((notebook) =>
    notebook.items.map((item): ShownItem => ({ paper, item, notebook, baselines, pictures })),
  );
  const items = printed.flatMap(({ id }) => shown.filter(({ item }) => item.id === id));
  const missing = printed.filter(({ id }) => !items.some(({ item }) => item.id === id));
  const sections = [
    notice,
    `# ${text(about.shortTitle)}: ${text(about.title)}`,
    `${about.venue} ${about.year}. ${text(about.summary)}`,
    '## Tables and figures',
    markdownTable(['', 'shows', 'notebook', ...tiers], items.map(overviewRow)),
    '`quick`, `cpu` and `paper` are tiers, depths of one set of notebooks: accepted values, and how many of the ' +
      'claims they support.' +
      (missing.length === 0 ? '' : ` Not here: ${missing.map(({ id }) => itemLabel(id)).join(', ')}.`),
    columnLegend(items.map(({ item }) => item)),
    '± is the standard deviation over seeds. [README.md](../../README.md) tells the tiers, the kinds of reproduction ' +
      'and the verdicts.',
    `All of it again: \`npx longtail reproduce '${paper}/*'\`, with \`--tier cpu\` or \`--tier paper\` for the other tiers.`,
    ...items.map(itemSection),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** The data behind each column that always has the same, in the words of the recipe. */
function columnLegend(items: readonly Item[]): string {
  const runs = items.flatMap(({ plans }) => [...tiers].reverse().flatMap((tier) => plans[tier].runs));
  const labels = new Map<string, string[]>();
  for (const { column, label } of runs) labels.set(column, [...(labels.get(column) ?? []), label]);
  const columnsOf = new Map<string, string[]>();
  for (const [column, all] of labels) {
    const shortest = all.toSorted((a, b) => a.length - b.length)[0]!;
    if (all.every((label) => label.includes(shortest)))
      columnsOf.set(shortest, [...(columnsOf.get(shortest) ?? []), `\`${column}\``]);
  }
  if (columnsOf.size === 0) return '';
  const meanings = [...columnsOf].map(([label, columns]) => `${text(label)} (${columns.join(', ')})`);
  return (
    `The data behind the columns: ${meanings.join('; ')}. ` +
    'IF is the imbalance factor, the size of the largest class over that of the smallest.'
  );
}

function overviewRow(shown: ShownItem): string[] {
  const { paper, item, notebook } = shown;
  const file = `${notebook.name.slice(paper.length + 1)}.ipynb`;
  return [
    `[${itemLabel(item.id)}](#${anchorOf(item.id)})`,
    text(findItem(paper, item.id).title),
    `[${file}](${file})`,
    ...tiers.map((tier) => {
      const { metrics, claims } = acceptedOf(shown, tier);
      const verdicts = Object.values(claims).map(({ verdict }) => verdict);
      const supported = verdicts.filter((verdict) => verdict === 'supported').length;
      const values = Object.keys(metrics).length;
      return values + verdicts.length === 0
        ? '–'
        : `${values}${verdicts.length > 0 ? `, ${supported} of ${verdicts.length}` : ''}`;
    }),
  ];
}

const anchorOf = (id: string) => itemLabel(id).toLowerCase().replace(' ', '-');

/** By the keys: an item may be published by the notebook of another. */
function acceptedOf({ paper, item, baselines }: ShownItem, tier: Tier): Pick<Baseline, 'metrics' | 'claims'> {
  const ofItem = <T>(records: Record<string, T>[]): Record<string, T> =>
    Object.fromEntries(
      records.flatMap((record) => Object.entries(record).filter(([key]) => key.startsWith(`${paper}/${item.id}/`))),
    );
  return {
    metrics: ofItem(baselines[tier].map(({ metrics }) => metrics)),
    claims: ofItem(baselines[tier].map(({ claims }) => claims)),
  };
}

function itemSection(shown: ShownItem): string {
  const { paper, item, notebook } = shown;
  const { title, notes } = findItem(paper, item.id);
  const missing = item.notImplemented ?? [];
  return [
    `## ${itemLabel(item.id)}\n\n${text(title)}.`,
    ...notes.map((note) => `> ${text(note)}`),
    ...(missing.length === 0 ? [] : [`Not implemented: ${missing.map(text).join(', ')}.`]),
    ...tiers.flatMap((tier) => {
      const { metrics, claims } = acceptedOf(shown, tier);
      if (Object.keys(metrics).length + Object.keys(claims).length === 0) return [];
      return [
        `### ${itemLabel(item.id)}, tier ${tier}\n\n\`npx longtail reproduce ${notebook.name}${tierOption(tier)}\``,
        [...kindsOf(metrics), ...leftOut(item, tier)].join(' '),
        ...(Object.keys(metrics).length === 0
          ? []
          : [measuredTable({ paper, item, target: findItem(paper, item.id), tier, metrics })]),
        ...claimList(claims),
        ...pictureList(shown, tier),
      ];
    }),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The pictures of a notebook stand under the first of its items. */
function pictureList({ item, notebook, pictures }: ShownItem, tier: Tier): string[] {
  if (item !== notebook.items[0]) return [];
  const folder = dirname(notebook.file);
  return pictures(notebook.name, tier).map(
    (file, index) => `![${itemLabel(item.id)}, tier ${tier}, picture ${index + 1}](${relative(folder, file)})`,
  );
}

function leftOut({ plans }: Item, tier: Tier): string[] {
  const { leavesOut } = plans[tier];
  return leavesOut.length === 0 ? [] : [`Left out here: ${leavesOut.map(text).join(' ')}`];
}

function claimList(claims: Record<string, AcceptedClaim>): string[] {
  const all = Object.values(claims);
  if (all.length === 0) return [];
  const supported = all.filter(({ verdict }) => verdict === 'supported').length;
  const lines = all.map(
    ({ verdict, sentence, source }) =>
      `- ${marks[verdict]} ${verdict}: ${text(sentence)}${source ? ` (${text(source)})` : ''}`,
  );
  return [`${supported} of ${plural(all.length, 'claim')} supported:`, lines.join('\n')];
}

/** How close to the paper's protocol the values were made. */
function kindsOf(metrics: Record<string, AcceptedMetric>): string[] {
  const kinds = new Set(Object.values(metrics).map(({ reproduction }) => reproduction));
  if (kinds.size === 0) return [];
  return [`Reproduction: ${[...kinds].map((kind) => kind.replace('-', ' ')).join(', ')}.`];
}
