import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { InputError } from '../../errors.js';
import { compiledNeighbour } from '../../project.js';
import type { Dataset } from '../dataset.js';
import type { BatchReply, BatchRequest } from './batch-worker.js';
import type { Batch } from './make-batches.js';
import { type BatchesOptions, type BatchPlan, batchesPerEpoch, planBatches } from './plan.js';

export interface CreateBatchesOptions extends BatchesOptions {
  /** The epoch that plain iteration (`for await (const batch of batches)`) makes; default 0. */
  epoch?: number;
  /** Batches that the worker makes ahead of the consumer; default 4. */
  ahead?: number;
}

/** The batches of a run, made in a worker thread that lives as long as they are wanted. */
export interface Batches extends AsyncIterable<Batch> {
  readonly batchesPerEpoch: number;
  /** The batches of an epoch, the same whenever and how often they are asked for; each belongs to the consumer. */
  epoch(epoch: number): AsyncGenerator<Batch, void>;
  /** Ends the worker. One that is not closed does not keep the process alive. */
  close(): Promise<void>;
}

/**
 * The batches of a split of a data set: chosen, ordered, augmented and normalised in a worker thread, a few ahead of the
 * consumer. They are the same, bit for bit, as `makeBatches` makes on the calling thread.
 *
 * @throws InputError for indices outside of the split, sizes that are no sizes, or when the project is not compiled;
 *   iteration rejects when the worker fails.
 */
export function createBatches(
  dataset: Dataset,
  { epoch = 0, ahead = 4, ...options }: CreateBatchesOptions = {},
): Batches {
  return startBatchWorker(planBatches(dataset, options), { epoch, ahead });
}

/** As `createBatches`, for a plan that is already settled. */
export function startBatchWorker(plan: BatchPlan, { epoch = 0, ahead = 4 } = {}): Batches {
  if (!Number.isInteger(ahead) || ahead < 1)
    throw new InputError(`The batches shall be made ${ahead} ahead: give a whole number of at least 1.`);
  const path = compiledNeighbour(import.meta.url, 'batch-worker');
  if (!existsSync(path)) throw new InputError(`${path} is missing: compile the project with \`npm run build\`.`);
  return new WorkerBatches(plan, path, epoch, ahead);
}

/** Batches that have arrived for one pass, and its consumer if it waits. */
interface Pass {
  arrived: (Batch | null)[];
  wake: () => void;
}

class WorkerBatches implements Batches {
  readonly batchesPerEpoch: number;
  readonly #worker: Worker;
  readonly #passes = new Map<number, Pass>();
  #failure: Error | null = null;
  #iterations = 0;
  #waiting = 0;

  constructor(
    plan: BatchPlan,
    path: string,
    readonly defaultEpoch: number,
    readonly ahead: number,
  ) {
    this.batchesPerEpoch = batchesPerEpoch(plan);
    this.#worker = new Worker(path, { workerData: plan, execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', ({ iteration, batch }: BatchReply) => {
      const pass = this.#passes.get(iteration);
      pass?.arrived.push(batch);
      pass?.wake();
    });
    this.#worker.on('error', (error) =>
      this.#fail(new Error(`The worker that makes batches failed: ${error.message}`, { cause: error })),
    );
    this.#worker.on('exit', (code) =>
      this.#fail(new Error(`The worker that makes batches ended unexpectedly, with exit code ${code}.`)),
    );
  }

  [Symbol.asyncIterator](): AsyncGenerator<Batch, void> {
    return this.epoch(this.defaultEpoch);
  }

  async *epoch(epoch: number): AsyncGenerator<Batch, void> {
    if (!Number.isSafeInteger(epoch)) throw new InputError(`The epoch is ${epoch}: give a whole number.`);
    const iteration = this.#iterations++;
    const pass: Pass = { arrived: [], wake: () => {} };
    this.#passes.set(iteration, pass);
    this.#ask({ kind: 'start', iteration, epoch, ahead: this.ahead });
    try {
      for (;;) {
        const batch = await this.#next(pass);
        if (!batch) return;
        this.#ask({ kind: 'more', iteration });
        yield batch;
      }
    } finally {
      this.#passes.delete(iteration);
      this.#ask({ kind: 'stop', iteration });
    }
  }

  async close(): Promise<void> {
    this.#fail(new InputError('The batches were closed: create them again to go on.'));
    await this.#worker.terminate();
  }

  #ask(request: BatchRequest): void {
    this.#worker.postMessage(request);
  }

  /** The next batch of a pass. The process stays alive for the worker's sake only while somebody waits here. */
  async #next(pass: Pass): Promise<Batch | null> {
    if (this.#waiting++ === 0) this.#worker.ref();
    try {
      while (pass.arrived.length === 0) {
        if (this.#failure) throw this.#failure;
        await new Promise<void>((resolve) => {
          pass.wake = resolve;
        });
      }
      return pass.arrived.shift()!;
    } finally {
      if (--this.#waiting === 0) this.#worker.unref();
    }
  }

  /** The first reason counts: an error comes before the exit that follows it. */
  #fail(reason: Error): void {
    this.#failure ??= reason;
    for (const pass of this.#passes.values()) pass.wake();
  }
}
