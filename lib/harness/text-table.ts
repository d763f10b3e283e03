/** How many places a text takes: the tilde of x̃ stands over its letter. */
const widthOf = (text: string) => text.replace(/\p{Mark}/gu, '').length;

/** Rows of text as columns, left-aligned, two blanks apart. */
export function alignColumns(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]!))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
