/** What the contract suite needs to know of a mixing, written anew from the paper. */
export interface MixingCase {
  options?: Record<string, unknown>;
  /** Shape of the beta distribution that the shares come from. */
  alpha: number;
  drawn: 'once a batch' | 'for each image';
  /** Share of the first image, from the number drawn and the training images of the two classes; absent when the images stay. */
  imageShare?(draw: number, own: number, other: number): number;
  /** Share of the first class. */
  labelShare(draw: number, own: number, other: number): number;
  /** Partners come from the whole training set and not from the batch. */
  fromTrainingSet?: boolean;
}

export interface MixingCases {
  cases: MixingCase[];
  refuses?: [options: Record<string, unknown>, words: string][];
}
