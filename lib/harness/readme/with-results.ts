import { InputError } from '../../errors.js';

const begin = '<!-- results: written by `longtail readme` from results/baselines/cpu -->';
const end = '<!-- end of results -->';

/** The README's text with the results between its markers replaced. @throws InputError when a marker is missing. */
export function withResults(readme: string, results: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new InputError(`README.md lacks the line "${begin}" or "${end}": restore both.`);
  return `${readme.slice(0, from + begin.length)}\n${results}\n${readme.slice(to)}`;
}
