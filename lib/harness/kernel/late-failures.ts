import { type CellFailure, thrownFailure } from './cell-failure.js';

/**
 * Unhandled rejections and errors thrown in timers. tslab only prints them, and the cell counts as executed; here those
 * that surface while a cell runs fail the cell. Later ones are printed under `lateFailurePrefix`, for the harness to find.
 */
class LateFailures {
  #first: CellFailure | null = null;
  #running = false;

  /** Takes the place of tslab's handlers, once tslab has started. */
  listen(): void {
    for (const [event, origin] of [
      ['unhandledRejection', 'Unhandled rejection'],
      ['uncaughtException', 'Uncaught exception'],
    ] as const) {
      process.removeAllListeners(event);
      process.on(event, (thrown: unknown) => this.#record(thrownFailure(thrown, origin)));
    }
  }

  startCell(): void {
    this.#first = null;
    this.#running = true;
  }

  /** The first failure since the cell started; waits for rejections that are already certain to be reported. */
  async endCell(): Promise<CellFailure | null> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#running = false;
    return this.#first;
  }

  #record(failure: CellFailure): void {
    if (!this.#running) console.error(`${lateFailurePrefix}${failure.traceback.slice(1).join('\n')}`);
    else this.#first ??= failure;
  }
}

/** Marks on stderr an error that surfaced after its cell had ended. */
export const lateFailurePrefix = 'Failed after its cell had ended: ';

export const lateFailures = new LateFailures();
