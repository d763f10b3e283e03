/** Rows of Markdown as a table; all columns but the first are aligned as told. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  alignment = '---',
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, index) => (index === 0 ? '---' : alignment))), ...rows.map(line)].join(
    '\n',
  );
}

/** Text that Markdown shows as it is, on one line, also inside a table. */
export function markdownText(content: string): string {
  return content.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_{}[\]<>|#~]/g, (character) => `\\${character}`);
}
