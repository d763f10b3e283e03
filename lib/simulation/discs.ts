import { InputError } from '../errors.js';
import type { RandomStream } from '../random/index.js';
import type { AffineScorer, Points, Sample } from './gaussian-pair.js';
import { classOfMixed, type PairMixing, pairDraw } from './mixed-pairs.js';

/**
 * Two classes of points spread evenly over discs around opposite centres: positive samples around `centre`, negative ones
 * around −`centre`. With equal coordinates the line y = −x parts them best.
 *
 * @see Xu et al., UniMix, NeurIPS 2021, eq. 16.
 */
export interface DiscPair {
  centre: readonly [number, number];
  radius: number;
}

export interface DrawDiscsOptions {
  positives: number;
  negatives: number;
  stream: RandomStream;
}

/** Independent points of both discs. @throws InputError for discs that meet, whose classes no line parts. */
export function drawDiscPair({ centre, radius }: DiscPair, { positives, negatives, stream }: DrawDiscsOptions): Sample {
  if (!(radius > 0 && radius < Math.hypot(...centre)))
    throw new InputError(`The discs of radius ${radius} around ±(${centre.join(', ')}) meet: make them smaller.`);
  const draw = (count: number, side: 1 | -1): Points => {
    const points = { x: new Float64Array(count), y: new Float64Array(count) };
    for (let i = 0; i < count; i++) {
      const [distance, angle] = [radius * Math.sqrt(stream.uniform()), 2 * Math.PI * stream.uniform()];
      points.x[i] = side * centre[0] + distance * Math.cos(angle);
      points.y[i] = side * centre[1] + distance * Math.sin(angle);
    }
    return points;
  };
  return { positive: draw(positives, 1), negative: draw(negatives, -1) };
}

export interface MixedSampleOptions {
  stream: RandomStream;
  /** Mixed points for each point of the sample. Default 1. */
  ratio?: number;
}

/**
 * Mixed points of a sample, each counted for the class with the larger share (Definition 1): the data set that mixup or
 * UniMix makes of it.
 */
export function mixedSample(sample: Sample, mixing: PairMixing, { stream, ratio = 1 }: MixedSampleOptions): Sample {
  const classes = [sample.positive, sample.negative];
  const sampleSize = classes.reduce((sum, { x }) => sum + x.length, 0);
  const count = Math.round(ratio * sampleSize);
  const next = pairDraw(
    classes.map(({ x }) => x.length / sampleSize),
    mixing,
    stream,
  );
  const mixed = [0, 1].map(() => ({ x: [] as number[], y: [] as number[] }));
  const pointOf = (label: number) => {
    const { x, y } = classes[label]!;
    const i = stream.integer(x.length);
    return [x[i]!, y[i]!] as const;
  };
  for (let i = 0; i < count; i++) {
    const pair = next();
    const [[x1, y1], [x2, y2]] = [pointOf(pair.first), pointOf(pair.second)];
    const points = mixed[classOfMixed(pair)]!;
    points.x.push(pair.share * x1 + (1 - pair.share) * x2);
    points.y.push(pair.share * y1 + (1 - pair.share) * y2);
  }
  const [positive, negative] = mixed.map(({ x, y }) => ({ x: Float64Array.from(x), y: Float64Array.from(y) }));
  return { positive: positive!, negative: negative! };
}

/** Half the width of the square around the origin that holds both discs. */
export function extentOf({ centre, radius }: DiscPair): number {
  return Math.max(...centre.map(Math.abs)) + radius;
}

/** How far a boundary runs from the ideal one. */
export interface BoundaryDeviation {
  /** Angle between the two lines, 0 … 90 degrees. */
  angle: number;
  /** Distance of the boundary from the middle between the discs, positive where it is shifted towards the negative one. */
  offset: number;
  /** Root of the mean square distance from the boundary to the points of the ideal one, as far as they are looked at. */
  distance: number;
}

/**
 * Compares a scorer's boundary with the perpendicular bisector of the centres.
 *
 * @param halfLength how far along the ideal line, from its middle, the distance is looked at; default: as far as the square
 * around both discs reaches.
 */
export function boundaryDeviation(
  { weights, bias }: AffineScorer,
  { centre, radius }: DiscPair,
  {
    halfLength = (extentOf({ centre, radius }) * Math.hypot(...centre)) / Math.max(...centre.map(Math.abs)),
  }: { halfLength?: number } = {},
): BoundaryDeviation {
  const length = Math.hypot(...weights);
  const centreDistance = Math.hypot(...centre);
  const cosine = (weights[0] * centre[0] + weights[1] * centre[1]) / (length * centreDistance);
  const sine = (weights[0] * centre[1] - weights[1] * centre[0]) / (length * centreDistance);
  const offset = bias / length;
  return {
    angle: (Math.atan2(Math.abs(sine), Math.abs(cosine)) * 180) / Math.PI,
    offset,
    // The mean of (offset + t · sine)² over t from −halfLength to halfLength.
    distance: Math.sqrt(offset ** 2 + (halfLength * sine) ** 2 / 3),
  };
}
