import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, makeBatches } from './make-batches.js';
import type { BatchPlan } from './plan.js';

/** What the main thread asks for; `iteration` tells apart passes that run side by side. */
export type BatchRequest =
  | { kind: 'start'; iteration: number; epoch: number; ahead: number }
  | { kind: 'more'; iteration: number }
  | { kind: 'stop'; iteration: number };

/** The next batch of a pass, or null after its last. */
export interface BatchReply {
  iteration: number;
  batch: Batch | null;
}

/** What a batch is handed over with instead of copied. */
function buffersOf({ images, labels, mixed }: Batch): ArrayBuffer[] {
  const arrays = [images, labels, mixed?.labels, mixed?.lambda, mixed?.partners];
  return arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
}

/** The worker thread: makes as many batches as it was asked for and no more; an error ends it and reaches the main thread. */
function serve(port: NonNullable<typeof parentPort>): void {
  const plan = workerData as BatchPlan;
  const passes = new Map<number, Generator<Batch, void>>();

  const send = (iteration: number, pass: Generator<Batch, void>) => {
    const { value: batch } = pass.next();
    if (!batch) passes.delete(iteration);
    const reply: BatchReply = { iteration, batch: batch ?? null };
    port.postMessage(reply, batch ? buffersOf(batch) : []);
  };

  port.on('message', (request: BatchRequest) => {
    if (request.kind === 'stop') {
      passes.delete(request.iteration);
      return;
    }
    if (request.kind === 'start') passes.set(request.iteration, makeBatches(plan, request.epoch));
    const wanted = request.kind === 'start' ? request.ahead : 1;
    for (let i = 0; i < wanted; i++) {
      const pass = passes.get(request.iteration);
      if (pass) send(request.iteration, pass);
    }
  });
}

if (parentPort) serve(parentPort);
