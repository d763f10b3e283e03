/** Places that are finer than a hundredth of a pixel. */
const coordinates = / (?:d|x|y|width|height|points|transform|cx|cy|r)="[^"]*"/g;
const longNumber = /-?\d+\.\d{3,}(?:e-?\d+)?/g;

/**
 * An SVG of Plotly's with fewer bytes and the same look: coordinates to hundredths of a pixel, no classes, what every text
 * repeats said once, and attributes in the order of the alphabet: Plotly's order depends on what it drew before.
 */
export function compactSvg(svg: string): string {
  const [font = ''] = mostFrequent(svg.match(/font-family: [^;]+;/g) ?? []);
  return svg
    .replace(/ (?:class|data-[a-z-]+)="[^"]*"/g, '')
    .replace(coordinates, (attribute) =>
      attribute.replace(longNumber, (text) => String(Number(Number(text).toFixed(2)))),
    )
    .replace(/ style="([^"]*)"/g, (_, style: string) => compactStyle(style.replace(font, '')))
    .replace('<svg', `<svg style="${font} white-space: pre;"`)
    .replace(/<g>\s*<\/g>|<g\/>/g, '')
    .replace(/<(\w+)((?: [\w:-]+="[^"]*")+)/g, (_, name: string, attributes: string) => {
      const inOrder = attributes.match(/ [\w:-]+="[^"]*"/g)!.sort();
      return `<${name}${inOrder.join('')}`;
    });
}

/** A style without what holds anyway. */
function compactStyle(style: string): string {
  const kept = style
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^(?:(?:fill-|stroke-)?opacity: 1|white-space: pre)$/.test(part));
  return kept.length === 0 ? '' : ` style="${kept.join('; ')}"`;
}

function mostFrequent(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text);
}
