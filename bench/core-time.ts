import { availableParallelism, cpus } from 'node:os';

/** Seconds that the machine's cores have worked since it started, all together. */
function workedSeconds(): number {
  const milliseconds = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return milliseconds.reduce((sum, each) => sum + each, 0) / 1000;
}

/** Keeps account of how much of the cores' time other processes took while somebody was measured. */
export class CoreTime {
  #taken = 0;
  #available = 0;

  /** Runs `measured`, which tells the processor time that it used itself. */
  async watch<T extends { processorSeconds: number }>(measured: () => Promise<T>): Promise<T> {
    const [worked, start] = [workedSeconds(), performance.now()];
    const result = await measured();
    this.add({
      worked: workedSeconds() - worked,
      own: result.processorSeconds,
      elapsed: (performance.now() - start) / 1000,
    });
    return result;
  }

  /** Seconds that all cores worked, and the measured process of them, in an elapsed time. */
  add({ worked, own, elapsed }: { worked: number; own: number; elapsed: number }): void {
    this.#taken += worked - own;
    this.#available += elapsed * availableParallelism();
  }

  /** Share of all cores' time that others took; the clock of the cores is coarse, so that it may be a little off. */
  get othersShare(): number {
    return this.#available > 0 ? Math.max(0, this.#taken / this.#available) : 0;
  }
}
