/** The data sets that the project reads; `digits` is embedded in it. */
export const datasetNames = ['digits', 'cifar-10', 'cifar-100'] as const;
export type DatasetName = (typeof datasetNames)[number];

/** [height, width, channels]. */
export type ImageShape = readonly [height: number, width: number, channels: number];

export type SplitName = 'train' | 'test';

/** Images with their classes, as they are on disk: not normalised, not augmented. */
export interface LabelledImages {
  /** count · height · width · channels bytes, NHWC; on shared memory, so that a worker thread needs no copy. */
  images: Uint8Array;
  /** [count], class indices. */
  labels: Int32Array;
  count: number;
}

/** Statistics of pixels divided by 255, one entry per channel. */
export interface Normalisation {
  mean: readonly number[];
  standardDeviation: readonly number[];
}

export interface Dataset {
  name: DatasetName;
  /** [class]; its length is the number of classes. */
  classNames: string[];
  imageShape: ImageShape;
  train: LabelledImages;
  test: LabelledImages;
  normalisation: Normalisation;
}

/** Empty images and labels to be filled, the images on shared memory. */
export function allocateImages(count: number, [height, width, channels]: ImageShape): LabelledImages {
  const images = new Uint8Array(new SharedArrayBuffer(count * height * width * channels));
  return { images, labels: new Int32Array(count), count };
}
