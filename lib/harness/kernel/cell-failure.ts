import { format, inspect, stripVTControlCharacters } from 'node:util';

/** The content of Jupyter's `error` message. */
export interface CellFailure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/**
 * Makes an error message of what tslab's executor prints about a failed cell: a thrown value, or type errors, each a
 * format with four values.
 */
export function cellFailure(printed: readonly unknown[][]): CellFailure {
  const [first] = printed;
  if (!first) return { ename: 'Error', evalue: 'the cell failed', traceback: ['the cell failed'] };
  if (first.length === 1) return thrownFailure(first[0]);
  const lines = printed.map((values) => format(...values));
  return { ename: 'TypeScriptError', evalue: lines[0]!, traceback: lines };
}

/** @param origin how the value got here when no cell threw it, such as 'Unhandled rejection'. */
export function thrownFailure(thrown: unknown, origin?: string): CellFailure {
  const isError = thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && 'stack' in thrown);
  const message = isError ? String((thrown as Error).message) : inspect(thrown);
  const ename = isError ? String((thrown as Error).name || 'Error') : 'Thrown value';
  const shown = stripVTControlCharacters(isError ? inspect(thrown) : `${ename}: ${message}`);
  const traceback = shown.split('\n').filter((line) => !isInside(line));
  return { ename, evalue: message, traceback: origin ? [`${origin}:`, ...traceback] : traceback };
}

/** Frames of the kernel itself say nothing about the cell. */
function isInside(line: string): boolean {
  return /^\s+at .*(node:|tslab[\\/]dist[\\/]|harness[\\/]kernel[\\/])/.test(line);
}
