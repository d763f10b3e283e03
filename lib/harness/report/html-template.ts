import { escapeHtml } from '../../notebook/index.js';

/** Finished HTML: the only thing that `html` takes over without escaping it. */
export class Html {
  constructor(readonly source: string) {}
}

type Part = string | number | Html | false | null | undefined | readonly Part[];

/** Markup in which every interpolated text is escaped; lists are joined, and false, null and undefined left out. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((source, string, index) => source + render(parts[index - 1]) + string));
}

function render(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (part instanceof Html) return part.source;
  if (typeof part === 'object') return part.map(render).join('');
  return escapeHtml(String(part));
}
