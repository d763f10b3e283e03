import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** A process that runs training steps when asked; the seconds of every step so far. */
export class Contestant {
  readonly seconds: number[] = [];
  readonly #process: ChildProcess;
  readonly #answers: Interface;
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
    this.#answers = createInterface({ input: this.#process.stdout! });
  }

  /** Runs `steps` steps; the first ones, which allocate, may be left out of the record. */
  async run(steps: number, { record = true } = {}): Promise<void> {
    const answer = new Promise<string>((resolve, reject) => {
      this.#answers.once('line', resolve);
      this.#answers.once('close', () => reject(new Error(this.#complaint.trim().split('\n').at(-1) || 'it ended')));
    });
    this.#process.stdin!.write(`${steps}\n`);
    const seconds = JSON.parse(await answer) as number[];
    if (record) this.seconds.push(...seconds);
  }

  stop(): void {
    this.#process.stdin!.end();
  }
}
