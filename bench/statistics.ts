/** Of the rounds of one contestant. */
export interface Spread {
  median: number;
  minimum: number;
  maximum: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), minimum: Math.min(...values), maximum: Math.max(...values) };
}

/** Median over the rounds of the two speeds' ratio in the same round: what slows a whole round cancels out. */
export function pairedRatio(speeds: readonly number[], reference: readonly number[]): number {
  if (speeds.length !== reference.length)
    throw new Error(`${speeds.length} rounds cannot be paired with ${reference.length}`);
  return median(speeds.map((speed, round) => speed / reference[round]!));
}

/** Images per second of a round. */
export function roundSpeed(seconds: readonly number[], batch: number): number {
  return (batch * seconds.length) / seconds.reduce((sum, each) => sum + each, 0);
}

/** How far apart the extreme rounds lie, as a share of the median: what a busy machine makes large. */
export function relativeRange({ median: middle, minimum, maximum }: Spread): number {
  return (maximum - minimum) / middle;
}
