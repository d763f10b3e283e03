import { formatDifference, formatMeanAndSpread, formatProvenance, formatReproduction, plural } from './format.js';
import { type Html, html } from './html-template.js';
import { isJudged } from './judged.js';
import { formatPrinted, type PaperTable } from './paper-table.js';

const marks = { match: '●', near: '≈', deviates: '≠', 'nothing printed': '', 'not comparable': '' } as const;

/** A printed table in the paper's layout: the reproduced value, below it the printed one. */
export function paperTableHtml({ table, decimals, rows }: PaperTable): Html {
  const notes: string[] = [];
  const body = rows.map(({ method, group, borrowedFrom, cells }, position) => {
    const opensGroup = group !== undefined && group !== rows[position - 1]?.group;
    const mark = borrowedFrom && html` <sup>${footnote(notes, `The paper takes the row from ${borrowedFrom}.`)}</sup>`;
    return html`${opensGroup && html`<tr><th class="group" colspan="${table.columns.length + 1}">${group}</th></tr>`}
<tr><th>${method}${mark}</th>${cells.map((cell, index) => cellHtml(cell, decimals[index]!, notes))}</tr>`;
  });
  const number = table.id.slice(1);
  return html`<h4>${table.id.startsWith('S') ? 'Supplement, table' : 'Table'} ${number}: ${table.title}</h4>
<div class="scroll"><table>
<thead><tr><th>${table.rowMeaning ? '' : 'method'}</th>${table.columns.map((column) => html`<th>${columnTitle(column)}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></div>
<p class="legend">${legendOf({ table, rows })}
${notes.map((note, index) => html`<br><sup>${letterOf(index)}</sup> ${note}`)}</p>`;
}

/** How to read the table: only what occurs in it is explained. */
function legendOf({ table, rows }: Pick<PaperTable, 'table' | 'rows'>): string {
  const cells = rows.flatMap((row) => row.cells);
  const metrics = cells.flatMap(({ metric }) => metric ?? []);
  const reproduced = metrics.filter(({ value }) => value !== null).length;
  const printed = cells.filter((cell) => cell.printed !== null).length;
  const kinds = [...new Set(metrics.map(formatReproduction).filter(Boolean))];
  const uncoloured = kinds.some((kind) => kind === 'other data' || kind === 'simulated');
  return [
    `${[table.metric, table.backbone].filter(Boolean).join(', ')}.`,
    table.rowMeaning && `A row is the ${table.rowMeaning}.`,
    'In each cell the reproduced value, below it the printed one; grey cells are printed only.',
    `${plural(reproduced, 'cell')} of ${printed} reproduced (${kinds.join(', ') || 'no value'}).`,
    metrics.some(isJudged) && 'Against the paper: ● match, ≈ near, ≠ deviates.',
    uncoloured && 'Values on other data and simulated ones are not coloured: they need not equal the printed ones.',
    metrics.some(({ gate }) => !gate.passed) && 'A red frame marks a failure of the gate.',
  ]
    .filter(Boolean)
    .join(' ');
}

function cellHtml({ printed, metric }: PaperTable['rows'][number]['cells'][number], decimals: number, notes: string[]) {
  const printedText = formatPrinted(printed, decimals);
  if (!metric) return html`<td class="unreproduced">${printedText}</td>`;
  const { gate, paper, unit } = metric;
  const judged = isJudged(metric);
  const facts = [
    metric.key,
    `gate: ${gate.verdict}. ${gate.reason}`,
    paper.difference !== null && `against the paper: ${paper.verdict}, ${formatDifference(paper.difference, unit)}`,
    formatReproduction(metric),
    formatProvenance(metric),
  ];
  const classes = [judged && paper.verdict, !gate.passed && 'failed'].filter(Boolean).join(' ');
  const mark = judged && html`<span class="mark">${marks[paper.verdict]}</span> `;
  const note = paper.note && html` <sup>${footnote(notes, paper.note)}</sup>`;
  const kind = metric.reproduction === 'other-data' && ' other data';
  return html`<td class="${classes}" title="${facts.filter(Boolean).join('\n')}">${mark}${formatMeanAndSpread(metric)}
<small>${printed !== null && printedText}${note}${kind}</small></td>`;
}

/** The mark of a footnote; equal notes share one. */
function footnote(notes: string[], note: string): string {
  if (!notes.includes(note)) notes.push(note);
  return letterOf(notes.indexOf(note));
}

/** `a` to `z`, then `a1`. */
function letterOf(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(97 + (index % 26))}${round === 0 ? '' : round}`;
}

function columnTitle(column: PaperTable['table']['columns'][number]): string {
  const { key, dataSet, imbalanceFactor, profile, backbone, epochs, subset, quantity = 'accuracy' } = column;
  if (dataSet === undefined || dataSet === 'see group') return subset ?? key;
  const details = [
    imbalanceFactor !== undefined && `IF ${imbalanceFactor}`,
    profile,
    backbone,
    epochs !== undefined && `${epochs} epochs`,
    subset,
    quantity !== 'accuracy' && quantity !== 'error' && quantity,
  ];
  return [dataSet, ...details].filter(Boolean).join(' ');
}
