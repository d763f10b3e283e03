import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { KernelExit } from './kernel-errors.js';
import type { KernelSpec } from './kernel-spec.js';

export interface KernelProcessOptions {
  /** Folder in which the kernel starts. */
  folder: string;
  /** Additions to this process's environment. */
  environment?: NodeJS.ProcessEnv;
  /** Sees what the process writes outside any cell. */
  onLog?: (text: string) => void;
}

const logTailCharacters = 4000;
const memoryMilliseconds = 500;

/** A kernel's process: the leader of a process group of its own, watched for its end, its log and its memory. */
export class KernelProcess {
  readonly #child: ChildProcess;
  #logTail = '';
  #peakMemoryBytes: number | null = null;
  #exit: KernelExit | null = null;
  /** Resolves when the process has ended; never rejects. */
  readonly ended: Promise<KernelExit>;

  constructor(spec: KernelSpec, connectionFile: string, { folder, environment, onLog }: KernelProcessOptions) {
    const [command, ...rest] = spec.argv.map((part) => part.replace('{connection_file}', connectionFile));
    this.#child = spawn(command!, rest, {
      cwd: folder,
      env: { ...process.env, ...spec.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#logTail = (this.#logTail + text).slice(-logTailCharacters);
        onLog?.(text);
      });
    }
    const memory = setInterval(() => this.#readMemory(), memoryMilliseconds);
    memory.unref();
    process.once('exit', this.kill);
    this.ended = new Promise((resolve) => {
      const finish = (code: number | null, signal: NodeJS.Signals | null) => {
        clearInterval(memory);
        process.off('exit', this.kill);
        this.#exit = { code, signal, peakMemoryBytes: this.#peakMemoryBytes, logTail: this.#logTail.trim() };
        resolve(this.#exit);
      };
      this.#child.once('error', (error) => {
        this.#logTail += error.message;
        finish(null, null);
      });
      this.#child.once('close', finish);
    });
  }

  get hasEnded(): boolean {
    return this.#exit !== null;
  }

  get logTail(): string {
    return this.#logTail.trim();
  }

  /** Largest resident memory seen so far; null where neither the system nor the kernel tells. */
  get peakMemoryBytes(): number | null {
    this.#readMemory();
    return this.#peakMemoryBytes;
  }

  /** Takes note of what the kernel says of its own memory. */
  noteMemory(bytes: number): void {
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes ?? 0, bytes);
  }

  /** Breaks off the running cell. */
  interrupt(): void {
    if (!this.hasEnded) this.#child.kill('SIGINT');
  }

  /** Ends the process and all that it started, at once. */
  readonly kill = (): void => {
    const { pid } = this.#child;
    if (pid === undefined || this.hasEnded) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group ended between the check and the signal.
    }
  };

  /** Linux keeps the peak under /proc; elsewhere only the kernel's own word counts. */
  #readMemory(): void {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      const kibibytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
      if (kibibytes > 0) this.noteMemory(kibibytes * 1024);
    } catch {
      // No /proc, or the process has ended.
    }
  }
}
