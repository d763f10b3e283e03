import { InputError } from '../../errors.js';
import { closeName } from '../close-name.js';
import { type Cell, codeCell, hasTag, joinLines, type Notebook } from './nbformat.js';

/** A value that JSON can hold, which becomes a TypeScript literal in the notebook. */
export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | readonly ParameterValue[]
  | { readonly [name: string]: ParameterValue };

const parametersTag = 'parameters';
/** Tag of the cell that sets the parameters of a run. */
export const injectedTag = 'injected-parameters';

/** Names of the notebook's parameters: the `let` variables, one statement each, of the cell tagged `parameters`. */
export function parameterNames(notebook: Notebook): string[] {
  const cell = notebook.cells.find((each) => hasTag(each, parametersTag));
  if (!cell) return [];
  return [...joinLines(cell.source).matchAll(/^[ \t]*let\s+([A-Za-z_$][\w$]*)/gm)].map((match) => match[1]!);
}

/**
 * A copy of the notebook with a cell that sets the parameters, tagged `injected-parameters` as papermill's, behind the
 * cell tagged `parameters`; an earlier such cell is replaced. The values are checked against the variables' types when
 * the cell runs.
 *
 * @throws InputError when the notebook does not have a parameter of that name; the message names the nearest.
 */
export function injectParameters(
  notebook: Notebook,
  parameters: Readonly<Record<string, ParameterValue>>,
  name: string,
): { notebook: Notebook; injected: Cell | null } {
  const assigned = Object.entries(parameters);
  const cells = notebook.cells.filter((cell) => !hasTag(cell, injectedTag));
  if (assigned.length === 0) return { notebook: { ...notebook, cells }, injected: null };
  const known = parameterNames(notebook);
  for (const [parameter] of assigned) requireKnown(parameter, known, name);
  const source = [
    '// Parameters of this run',
    ...assigned.map(([parameter, value]) => `${parameter} = ${JSON.stringify(value)};`),
  ];
  // tslab prints the last expression of a cell; an empty statement behind it is none.
  const injected = codeCell(`${source.join('\n')};`, [injectedTag]);
  cells.splice(cells.findIndex((cell) => hasTag(cell, parametersTag)) + 1, 0, injected);
  return { notebook: { ...notebook, cells }, injected };
}

function requireKnown(parameter: string, known: readonly string[], name: string): void {
  if (known.includes(parameter)) return;
  if (known.length === 0) {
    throw new InputError(
      `${name} takes no parameters, so '${parameter}' cannot be set: tag a cell of 'let' variables with '${parametersTag}'.`,
    );
  }
  const meant = closeName(parameter, known);
  const guess = meant === undefined ? '.' : `; did you mean '${meant}'?`;
  throw new InputError(`${name} has no parameter '${parameter}', only ${known.join(', ')}${guess}`);
}
