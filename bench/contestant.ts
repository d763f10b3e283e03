import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that runs training steps when asked; the seconds of every step so far. */
export class Contestant {
  readonly seconds: number[] = [];
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

  /** Runs `steps` steps; the first ones, which allocate, may be left out of the record. */
  async run(steps: number, { record = true } = {}): Promise<void> {
    this.#process.stdin!.write(`${steps}\n`);
    const answer = await this.#answers.next();
    if (answer.done) {
      await this.#ended;
      throw new Error(this.#complaint.trim().split('\n').at(-1) || 'it ended');
    }
    const seconds = JSON.parse(answer.value) as number[];
    if (record) this.seconds.push(...seconds);
  }

  stop(): void {
    this.#process.stdin!.end();
  }
}
