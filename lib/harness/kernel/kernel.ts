import { randomUUID } from 'node:crypto';
import { projectRoot } from '../../project.js';
import { Channels } from './channels.js';
import { type ConnectionFile, createConnectionFile } from './connection.js';
import { describeExit, KernelFault } from './kernel-errors.js';
import { KernelProcess } from './kernel-process.js';
import { type KernelSpec, readKernelSpec } from './kernel-spec.js';
import { within } from './waiting.js';
import { type JupyterMessage, request } from './wire.js';

export interface LaunchOptions {
  /** How to start the kernel; default: the project's own. */
  spec?: KernelSpec;
  /** Folder in which the kernel starts; default: the project's. */
  folder?: string;
  /** Additions to this process's environment; default none. */
  environment?: NodeJS.ProcessEnv;
  /** Longest wait for the first answer; default 120 s, for many kernels may start at once. */
  startTimeoutSeconds?: number;
  /** Sees what the process writes outside any cell. */
  onLog?: (text: string) => void;
  /** Ends the kernel when aborted. */
  signal?: AbortSignal;
}

/** The kernel's answer to a cell. */
export interface CellReply {
  status: 'ok' | 'error' | 'aborted';
  executionCount: number | null;
  /** What was thrown, when the status is 'error'. */
  error: { name: string; message: string; traceback: string[] } | null;
}

export interface ExecuteOptions {
  /** Sees every output message of the cell, also those that come after its end. */
  onMessage?: (message: JupyterMessage) => void;
  /** Longest time that the cell may take; default: no limit. */
  timeoutSeconds?: number;
}

/** Outputs of a cell that has ended may still be on their way for this long, should `idle` get lost. */
const idleSeconds = 10;

/** A running Jupyter kernel. */
export class Kernel {
  readonly #session = randomUUID();
  readonly #process: KernelProcess;
  readonly #channels: Channels;
  readonly #connection: ConnectionFile;
  readonly #fault: Promise<never>;
  /** What the kernel says about itself and its language. */
  info: { language_info: Record<string, unknown>; [field: string]: unknown } = { language_info: {} };

  private constructor(connection: ConnectionFile, spec: KernelSpec, options: LaunchOptions) {
    const { folder = projectRoot, environment, onLog, signal } = options;
    this.#connection = connection;
    this.#process = new KernelProcess(spec, connection.file, { folder, environment, onLog });
    this.#channels = new Channels(connection.connection);
    this.#fault = Promise.race([
      this.#process.ended.then((exit) => {
        throw new KernelFault('kernel-died', `The kernel died: ${describeExit(exit)}`);
      }),
      this.#channels.broken.catch((error: Error) => {
        throw new KernelFault('kernel-died', `The connection to the kernel broke: ${error.message}.`);
      }),
      new Promise<never>((_, reject) => {
        const cancel = () => reject(new KernelFault('cancelled', 'The execution was cancelled.'));
        if (signal?.aborted) cancel();
        else signal?.addEventListener('abort', cancel, { once: true });
      }),
    ]);
    this.#fault.catch(() => {});
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @throws KernelFault of kind 'kernel-start' when it ends or stays silent; InputError when it was not built.
   */
  static async launch(options: LaunchOptions = {}): Promise<Kernel> {
    const spec = options.spec ?? readKernelSpec();
    const kernel = new Kernel(await createConnectionFile(), spec, options);
    try {
      await kernel.#awaitAnswer(options.startTimeoutSeconds ?? 120);
      return kernel;
    } catch (error) {
      await kernel.kill();
      if (!(error instanceof KernelFault) || error.kind === 'cancelled') throw error;
      throw new KernelFault('kernel-start', error.message.replace('The kernel died', 'The kernel did not start'));
    }
  }

  /** A subscription takes a while to reach the kernel: ask until the answer is also heard on the output channel. */
  async #awaitAnswer(timeoutSeconds: number): Promise<void> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    for (;;) {
      const left = (deadline - Date.now()) / 1000;
      const question = request(this.#session, 'kernel_info_request', {});
      const heard = new Promise<true>((resolve) => this.#channels.listen(question.header.msg_id, () => resolve(true)));
      const reply = await this.#orFault(within(left, this.#channels.request(question)));
      if (!reply) {
        const log = this.#process.logTail;
        const detail = log ? `; last lines of its log:\n${log}` : '.';
        throw new KernelFault('kernel-start', `The kernel did not answer within ${timeoutSeconds} s${detail}`);
      }
      this.info = reply.content;
      if (await this.#orFault(within(Math.min(left, 0.5), heard))) return;
    }
  }

  /**
   * Executes code as one cell.
   *
   * @throws KernelFault when the kernel dies or the time is over; after a time-out the cell is still running.
   */
  async execute(code: string, { onMessage, timeoutSeconds }: ExecuteOptions = {}): Promise<CellReply> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    };
    const question = request(this.#session, 'execute_request', content);
    // Never taken off: what a cell started may write long after the cell has ended.
    const idle = new Promise<true>((resolve) => {
      this.#channels.listen(question.header.msg_id, (message) => {
        if (message.header.msg_type !== 'status') onMessage?.(message);
        else if (message.content.execution_state === 'idle') resolve(true);
      });
    });
    const answered = this.#channels.request(question).then(async (reply) => {
      await within(idleSeconds, idle);
      return reply.content;
    });
    const reply = await this.#orFault(timeoutSeconds ? within(timeoutSeconds, answered) : answered);
    if (!reply) throw new KernelFault('cell-timeout', `The cell took longer than its limit of ${timeoutSeconds} s.`);
    if (reply.peak_memory_bytes) this.#process.noteMemory(reply.peak_memory_bytes);
    const failed = reply.status === 'error' && reply.ename !== undefined;
    return {
      status: reply.status,
      executionCount: reply.execution_count ?? null,
      error: failed ? { name: reply.ename, message: reply.evalue, traceback: reply.traceback } : null,
    };
  }

  /** Completions for a cell's text at a position; the content of `complete_reply`. */
  async complete(code: string, position: number): Promise<{ matches: string[]; [field: string]: unknown }> {
    const question = request(this.#session, 'complete_request', { code, cursor_pos: position });
    return (await this.#orFault(this.#channels.request(question))).content;
  }

  /** Breaks off the running cell, which then fails. Work that the cell awaited goes on in the background. */
  interrupt(): void {
    this.#process.interrupt();
  }

  /** Largest resident memory of the kernel so far, in bytes; null where it is not known. */
  get peakMemoryBytes(): number | null {
    return this.#process.peakMemoryBytes;
  }

  /** Asks the kernel to end, waits for a moment, then kills what is left of its process group. */
  async shutdown(graceSeconds = 1): Promise<void> {
    if (!this.#process.hasEnded) {
      const question = request(this.#session, 'shutdown_request', { restart: false });
      this.#channels.request(question, 'control').catch(() => {});
      await within(graceSeconds, this.#process.ended);
    }
    await this.kill();
  }

  /** Ends the kernel and all that it started, at once. */
  async kill(): Promise<void> {
    this.#process.kill();
    await within(5, this.#process.ended);
    this.#channels.close();
    this.#connection.remove();
  }

  #orFault<T>(answer: Promise<T>): Promise<T> {
    return Promise.race([answer, this.#fault]);
  }
}
