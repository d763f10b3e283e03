import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type JupyterMessage, lateFailurePrefix } from '../kernel/index.js';
import type { Cell, CellOutput } from './nbformat.js';

/** Outputs that later messages may replace, by their display identity; one for a whole notebook. */
export type DisplayRegistry = Map<string, CellOutput[]>;

export interface CollectorOptions {
  /** Characters of text, and of display data, that the notebook keeps of one cell. */
  maximumCharacters: number;
  /** Where text beyond that goes; null to drop it. */
  spillFile: string | null;
}

/** Turns the messages of one cell into nbformat outputs. */
export class OutputCollector {
  readonly #outputs: CellOutput[];
  #streamCharacters = 0;
  #displayCharacters = 0;
  #spilling = false;
  /** The first line of an error that surfaced after its cell had ended. */
  lateFailure: string | null = null;

  constructor(
    cell: Cell,
    private readonly displays: DisplayRegistry,
    private readonly options: CollectorOptions,
  ) {
    cell.outputs = [];
    this.#outputs = cell.outputs;
    if (options.spillFile) rmSync(options.spillFile, { force: true });
  }

  add({ header, content }: JupyterMessage): void {
    switch (header.msg_type) {
      case 'stream':
        this.#addStream(content.name, content.text);
        break;
      case 'display_data':
      case 'execute_result':
        this.#addDisplay(header.msg_type, content);
        break;
      case 'update_display_data':
        this.#updateDisplays(content);
        break;
      case 'error':
        this.addError(content.ename, content.evalue, content.traceback);
        break;
      case 'clear_output':
        this.#outputs.length = 0;
        break;
    }
  }

  addError(ename: string, evalue: string, traceback: string[]): void {
    this.#outputs.push({ output_type: 'error', ename, evalue, traceback });
  }

  #addStream(name: string, text: string): void {
    if (name === 'stderr' && text.includes(lateFailurePrefix)) {
      this.lateFailure ??= text.slice(text.indexOf(lateFailurePrefix) + lateFailurePrefix.length).split('\n')[0]!;
    }
    const room = Math.max(0, this.options.maximumCharacters - this.#streamCharacters);
    this.#streamCharacters += text.length;
    if (this.#spilling) {
      this.#spill(text);
      return;
    }
    this.#appendStream(name, text.slice(0, room));
    if (text.length <= room) return;
    this.#spilling = true;
    const { spillFile } = this.options;
    const rest = spillFile ? `the rest is in ${basename(spillFile)}` : 'the rest was dropped';
    this.#appendStream(name, `\n[output cut after ${this.options.maximumCharacters} characters; ${rest}]\n`);
    this.#spill(text.slice(room));
  }

  #appendStream(name: string, text: string): void {
    const last = this.#outputs.at(-1);
    if (last?.output_type === 'stream' && last.name === name) last.text += text;
    else if (text) this.#outputs.push({ output_type: 'stream', name, text });
  }

  #spill(text: string): void {
    const { spillFile } = this.options;
    if (!spillFile) return;
    mkdirSync(dirname(spillFile), { recursive: true });
    appendFileSync(spillFile, text);
  }

  #addDisplay(type: 'display_data' | 'execute_result', content: DisplayContent): void {
    const size = JSON.stringify(content.data).length;
    // Display data cannot be cut in the middle: what no longer fits is left out as a whole.
    if (this.#displayCharacters + size > this.options.maximumCharacters * displayAllowance) {
      this.#addStream('stderr', `[an output of ${size} characters was left out: the cell shows too much]\n`);
      return;
    }
    this.#displayCharacters += size;
    const output: CellOutput = { output_type: type, data: parsedData(content.data), metadata: content.metadata ?? {} };
    if (type === 'execute_result') output.execution_count = content.execution_count;
    const id = content.transient?.display_id;
    if (id) this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
    this.#outputs.push(output);
  }

  #updateDisplays({ transient, data, metadata }: DisplayContent): void {
    for (const output of this.displays.get(transient?.display_id ?? '') ?? []) {
      output.data = parsedData(data);
      output.metadata = metadata ?? {};
    }
  }
}

/** Figures are larger than text and worth more. */
const displayAllowance = 20;

interface DisplayContent {
  data: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  transient?: { display_id?: string };
  execution_count?: number;
}

/** nbformat wants JSON types as objects; tslab's own `display` can send only strings. */
function parsedData(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([mime, value]) => {
      const isJsonText = /^application\/(.*\+)?json$/.test(mime) && typeof value === 'string';
      return [mime, isJsonText ? parsedOrText(value) : value];
    }),
  );
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
