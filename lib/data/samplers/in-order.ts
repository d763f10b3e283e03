import { z } from 'zod';
import { everyImageOnce } from './every-image-once.js';
import { defineSampler } from './sampler.js';

/** How a model is evaluated. */
export const inOrder = defineSampler({
  formula: 'every image once, in the order given',
  source: 'common practice for evaluation',
  papers: [],
  options: z.strictObject({}),
  create: () => everyImageOnce((positions) => positions),
});
