/** How long a run is. */
export interface RunLength {
  totalIterations: number;
  iterationsPerEpoch: number;
}

/** The learning rate at an iteration, counted from 0: a pure function of progress. */
export type Schedule = (iteration: number, length: RunLength) => number;

/** Epoch of an iteration, counted from 0. */
export function epochOf(iteration: number, { iterationsPerEpoch }: RunLength): number {
  return Math.floor(iteration / iterationsPerEpoch);
}
