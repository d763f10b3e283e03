import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson, writeFileSafely } from '../../files.js';

const multiline = z.union([z.string(), z.array(z.string())]);

const cellMetadata = z.looseObject({ tags: z.array(z.string()).optional() });

const outputSchema = z.looseObject({ output_type: z.enum(['stream', 'display_data', 'execute_result', 'error']) });

const cellSchema = z.looseObject({
  cell_type: z.enum(['code', 'markdown', 'raw']),
  id: z.string().optional(),
  metadata: cellMetadata,
  source: multiline,
  execution_count: z.number().nullable().optional(),
  outputs: z.array(outputSchema).optional(),
});

const notebookSchema = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int().nonnegative(),
  metadata: z.looseObject({}),
  cells: z.array(cellSchema),
});

/** A notebook in nbformat 4. */
export type Notebook = z.infer<typeof notebookSchema>;
export type Cell = z.infer<typeof cellSchema>;
export type CellOutput = z.infer<typeof outputSchema>;

/** @throws InputError when the file is missing, not JSON, or not a notebook of nbformat 4; the message names the first fault. */
export function readNotebook(file: string): Notebook {
  return parseNotebook(readJson(file), file);
}

/** @throws InputError when `content` is not a notebook of nbformat 4. */
export function parseNotebook(content: unknown, name: string): Notebook {
  const version = (content as { nbformat?: unknown } | null)?.nbformat;
  if (typeof version === 'number' && version !== 4) {
    throw new InputError(`${name} is a notebook of nbformat ${version}: open it in Jupyter and save it as nbformat 4.`);
  }
  const parsed = notebookSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue!.path.length > 0 ? ` at ${issue!.path.join('.')}` : '';
  throw new InputError(
    `${name} is not a notebook of nbformat 4 (${issue!.message}${where}): restore it or save it again in Jupyter.`,
  );
}

/** Writes a notebook as Jupyter does, one blank of indentation; readers never see a part of it. */
export function writeNotebook(file: string, notebook: Notebook): void {
  writeFileSafely(file, `${JSON.stringify(notebook, null, 1)}\n`);
}

/** The text of a cell or of a stream, which nbformat may hold as a list of lines. */
export function joinLines(text: string | string[]): string {
  return Array.isArray(text) ? text.join('') : text;
}

/** Text as nbformat's list of lines, each with its line feed. */
export function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** A code cell without outputs. */
export function codeCell(source: string, tags: string[] = []): Cell {
  return {
    cell_type: 'code',
    id: newCellId(),
    metadata: tags.length > 0 ? { tags } : {},
    source: splitLines(source),
    execution_count: null,
    outputs: [],
  };
}

export function markdownCell(source: string, tags: string[] = []): Cell {
  return {
    cell_type: 'markdown',
    id: newCellId(),
    metadata: tags.length > 0 ? { tags } : {},
    source: splitLines(source),
  };
}

function newCellId(): string {
  return randomBytes(4).toString('hex');
}
