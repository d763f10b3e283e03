import { Kernel, KernelFault, type KernelSpec } from '../kernel/index.js';
import { executeCell, isExpected } from './execute-cell.js';
import { addErrorBanner, type ExecutionError, removeErrorBanners } from './execution-error.js';
import { type Cell, hasTag, joinLines, type Notebook, parseNotebook, readNotebook, writeNotebook } from './nbformat.js';
import { type DisplayRegistry, OutputCollector } from './output-collector.js';
import { injectParameters, type ParameterValue } from './parameters.js';
import { collectPublications, duplicateKey, type Publications } from './publications.js';

export interface ExecuteNotebookOptions {
  /** Values for the variables of the cell tagged `parameters`; default none. */
  parameters?: Readonly<Record<string, ParameterValue>>;
  /** Longest time that a cell may take, unless its tag `timeout=SECONDS` says otherwise; default: no limit. */
  cellTimeoutSeconds?: number;
  /** Longest wait for the kernel's first answer; default 120 s. */
  startTimeoutSeconds?: number;
  /** Where the executed notebook is written, after every cell; default: nowhere. */
  outputFile?: string;
  /** Additions to the kernel's environment; default none. `LONGTAIL_HEADLESS=1` is always set. */
  environment?: NodeJS.ProcessEnv;
  /** Characters of text that the notebook keeps of one cell; the rest goes beside `outputFile`. Default 1,000,000. */
  maximumCharacters?: number;
  /** How to start the kernel; default: the project's own. */
  kernelSpec?: KernelSpec;
  /** Stops the execution when aborted; what is done so far is kept. */
  signal?: AbortSignal;
  /** Called with the kernel's start and each cell's. */
  onProgress?: (progress: NotebookProgress) => void;
  /** Sees text output as it comes. */
  onStream?: (name: 'stdout' | 'stderr', text: string) => void;
  /** Sees what the kernel's process writes outside any cell. */
  onLog?: (text: string) => void;
}

/** What just happened; cells are counted from 1 among those that are executed. */
export type NotebookProgress =
  | { event: 'kernel-started'; seconds: number; cellCount: number }
  | { event: 'cell-started'; cell: number; cellCount: number; firstLine: string }
  | { event: 'cell-ended'; cell: number; cellCount: number; seconds: number; error: ExecutionError | null };

export interface NotebookExecution extends Publications {
  status: 'succeeded' | 'failed';
  /** Index of the failing cell in the notebook as given; null when none failed or no cell is to blame. */
  failedCell: number | null;
  error: ExecutionError | null;
  seconds: number;
  /** Largest resident memory of the kernel; null where the system does not tell. */
  peakMemoryBytes: number | null;
  /** The executed notebook, also when it failed. */
  notebook: Notebook;
}

/**
 * Executes a notebook's code cells in a fresh kernel until one fails. A failing notebook is a result, not an exception;
 * what was computed up to then is in `outputFile`.
 *
 * @param source path of the notebook, or its content, which is left as it is.
 * @throws InputError when the notebook cannot be read, has no such parameter, or `outputFile` cannot be written.
 */
export async function executeNotebook(
  source: string | Notebook,
  options: ExecuteNotebookOptions = {},
): Promise<NotebookExecution> {
  const name = typeof source === 'string' ? source : 'the notebook';
  const given = typeof source === 'string' ? readNotebook(source) : parseNotebook(structuredClone(source), name);
  return new NotebookRun(given, name, options).execute();
}

/** One execution of one notebook, from the kernel's start to the saved result. */
class NotebookRun {
  readonly #started = Date.now();
  readonly #given: readonly Cell[];
  readonly #notebook: Notebook;
  readonly #injected: Cell | null;
  readonly #cells: Cell[];
  readonly #displays: DisplayRegistry = new Map();
  readonly #collectors = new Map<Cell, OutputCollector>();
  #failure: { cell: Cell | null; error: ExecutionError } | null = null;
  #peakMemoryBytes: number | null = null;

  constructor(
    given: Notebook,
    name: string,
    private readonly options: ExecuteNotebookOptions,
  ) {
    this.#given = [...given.cells];
    const { notebook, injected } = injectParameters(given, options.parameters ?? {}, name);
    removeErrorBanners(notebook);
    this.#notebook = notebook;
    this.#injected = injected;
    this.#cells = notebook.cells.filter(
      (cell) => cell.cell_type === 'code' && !hasTag(cell, 'skip-execution') && joinLines(cell.source).trim() !== '',
    );
  }

  async execute(): Promise<NotebookExecution> {
    this.#clearOutputs();
    this.#save();
    try {
      const kernel = await this.#launch();
      try {
        await this.#executeCells(kernel);
      } finally {
        this.#peakMemoryBytes = kernel.peakMemoryBytes;
        await kernel.shutdown();
      }
    } catch (error) {
      if (!(error instanceof KernelFault)) throw error;
      const { kind, name, message } = error;
      this.#fail(null, { kind, name, message, traceback: message.split('\n') });
    }
    this.#findLateFailures();
    const publications = collectPublications(this.#notebook);
    const duplicate = duplicateKey(publications);
    if (duplicate) {
      const message = `'${duplicate}' was published twice: give every metric and every claim its own key.`;
      this.#fail(null, { kind: 'publication', name: 'InputError', message, traceback: [message] });
    }
    return this.#result(publications);
  }

  async #launch(): Promise<Kernel> {
    const { environment, startTimeoutSeconds, kernelSpec, signal, onLog, onProgress } = this.options;
    const kernel = await Kernel.launch({
      environment: { ...environment, LONGTAIL_HEADLESS: '1' },
      startTimeoutSeconds,
      spec: kernelSpec,
      signal,
      onLog,
    });
    const { name, file_extension, mimetype } = kernel.info.language_info;
    this.#notebook.metadata.language_info = { name, file_extension, mimetype };
    onProgress?.({ event: 'kernel-started', seconds: this.#seconds(), cellCount: this.#cells.length });
    return kernel;
  }

  async #executeCells(kernel: Kernel): Promise<void> {
    const { cellTimeoutSeconds, onStream, onProgress } = this.options;
    const cellCount = this.#cells.length;
    for (const [index, cell] of this.#cells.entries()) {
      const position = index + 1;
      const started = Date.now();
      onProgress?.({ event: 'cell-started', cell: position, cellCount, firstLine: firstLine(cell) });
      const collector = this.#collector(cell, position);
      const error = await executeCell(kernel, cell, collector, { timeoutSeconds: cellTimeoutSeconds, onStream });
      const failed = error !== null && !isExpected(cell, error);
      if (failed) this.#fail(cell, error);
      else this.#findLateFailures();
      this.#save();
      const seconds = (Date.now() - started) / 1000;
      onProgress?.({ event: 'cell-ended', cell: position, cellCount, seconds, error: this.#failure?.error ?? null });
      if (this.#failure) return;
    }
  }

  #collector(cell: Cell, position: number): OutputCollector {
    const { outputFile, maximumCharacters = 1_000_000 } = this.options;
    const spillFile = outputFile ? `${outputFile.replace(/\.ipynb$/, '')}.cell-${position}.txt` : null;
    const collector = new OutputCollector(cell, this.#displays, { maximumCharacters, spillFile });
    this.#collectors.set(cell, collector);
    return collector;
  }

  /** An error in a timer or an unhandled rejection may come when its cell has long ended: it fails the notebook still. */
  #findLateFailures(): void {
    for (const [cell, { lateFailure }] of this.#collectors) {
      if (lateFailure)
        this.#fail(cell, { kind: 'cell', name: 'Late failure', message: lateFailure, traceback: [lateFailure] });
    }
  }

  /** Only the first failure counts: what follows is its consequence. */
  #fail(cell: Cell | null, error: ExecutionError): void {
    this.#failure ??= { cell, error };
  }

  #clearOutputs(): void {
    for (const cell of this.#notebook.cells) {
      if (cell.cell_type !== 'code') continue;
      cell.outputs = [];
      cell.execution_count = null;
      delete cell.metadata.execution;
    }
  }

  #save(): void {
    if (this.options.outputFile) writeNotebook(this.options.outputFile, this.#notebook);
  }

  #result(publications: Publications): NotebookExecution {
    const { cell = null, error = null } = this.#failure ?? {};
    const status = error ? 'failed' : 'succeeded';
    const seconds = this.#seconds();
    // The injected cell is not the author's: the cell before it, which declares the parameters, stands for it.
    const blamed =
      cell && cell === this.#injected ? this.#notebook.cells[this.#notebook.cells.indexOf(cell) - 1]! : cell;
    if (error) addErrorBanner(this.#notebook, cell, error);
    this.#notebook.metadata.longtail = {
      parameters: this.options.parameters ?? {},
      start_time: new Date(this.#started).toISOString(),
      end_time: new Date().toISOString(),
      duration: seconds,
      peak_memory_bytes: this.#peakMemoryBytes,
      exception: error !== null,
    };
    this.#save();
    return {
      status,
      failedCell: blamed ? this.#given.indexOf(blamed) : null,
      error,
      seconds,
      peakMemoryBytes: this.#peakMemoryBytes,
      ...publications,
      notebook: this.#notebook,
    };
  }

  #seconds(): number {
    return (Date.now() - this.#started) / 1000;
  }
}

function firstLine(cell: Cell): string {
  return joinLines(cell.source).trim().split('\n')[0]!;
}
