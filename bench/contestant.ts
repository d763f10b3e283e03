import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a contestant answers when it has run some steps: one line of JSON. */
export interface Answer {
  /** Of each step. */
  seconds: number[];
  /** Of processor time that the process used for them, all threads together. */
  processorSeconds: number;
  /** The most memory that the process ever held. */
  peakBytes: number;
  /** Of that, what the native engine held for tensors; null for others. */
  poolPeakBytes: number | null;
  /** Multiply-adds of a forward pass over one image, where the contestant knows them; otherwise null. */
  multiplyAdds: number | null;
  /** Who answers, one line. */
  detail: string;
}

/** A process that runs steps when asked; each waits for its turn. */
export class Contestant {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  #complaint = '';

  constructor(
    readonly name: string,
    command: string,
    parameters: string[],
  ) {
    this.#process = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stderr!.on('data', (text) => {
      this.#complaint += text;
    });
    // A process that ended early is noticed by its missing answer.
    this.#process.on('error', () => {});
    this.#process.stdin!.on('error', () => {});
    this.#ended = new Promise((resolve) => this.#process.on('close', () => resolve()));
    this.#answers = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  /** Runs `steps` steps. Rejects with the last line of the process's complaint when it ended. */
  async run(steps: number): Promise<Answer> {
    this.#process.stdin!.write(`${steps}\n`);
    const answer = await this.#answers.next();
    if (!answer.done) return JSON.parse(answer.value) as Answer;
    await this.#ended;
    throw new Error(this.#complaint.trim().split('\n').at(-1) || 'it ended');
  }

  /** Lets the process end; resolves when it has. */
  async stop(): Promise<void> {
    this.#process.stdin!.end();
    await this.#ended;
  }
}
