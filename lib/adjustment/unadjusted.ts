import { z } from 'zod';
import { defineAdjustment } from './definition.js';
import { linearClassifier } from './linear-classifier.js';

/** The stage-one classifier as it is, the baseline of every adjustment. */
export const unadjusted = defineAdjustment({
  formula: 'W z + b',
  source: 'The classifier of stage one, without an adjustment.',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({}),
  fit: ({ head, classCounts }) => linearClassifier(head, { classCount: classCounts.length }),
});
