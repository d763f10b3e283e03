/** Folders under `notebooks`: the five papers. */
export const papers = ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'] as const;
export type Paper = (typeof papers)[number];

/** What `longtail methods` tells of a loss, sampler, augmentation, mixing, adjustment, training or metric besides its options. */
export interface MethodDescription {
  /** The equation in one line of plain text, in the symbols of its source; where there is none, the rule in one sentence. */
  formula: string;
  /** Authors, short title, venue and year, equation; and in which option released code differs from it. */
  source: string;
  /** Which of the five papers use it. */
  papers: readonly Paper[];
}
