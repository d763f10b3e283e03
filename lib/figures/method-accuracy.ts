import { ink, shotGroupColours } from './colours.js';

/** Accuracy in per cent over seeds; `spread` is the sample standard deviation, left out for a single seed. */
export interface MeanAndSpread {
  mean: number;
  spread?: number | null;
}

/** One method's accuracy over all classes and by shot group; null where the group is empty. */
export interface MethodAccuracy {
  method: string;
  all: MeanAndSpread;
  many: MeanAndSpread | null;
  medium: MeanAndSpread | null;
  few: MeanAndSpread | null;
}

/** What is drawn of each method, in this order, and how. */
export const accuracySeries = [
  { group: 'all', name: 'all classes', colour: '#E69F00', textColour: ink.text },
  { group: 'many', name: 'many-shot', colour: shotGroupColours.many, textColour: '#FFFFFF' },
  { group: 'medium', name: 'medium-shot', colour: shotGroupColours.medium, textColour: '#FFFFFF' },
  { group: 'few', name: 'few-shot', colour: shotGroupColours.few, textColour: ink.text },
] as const;

/** One standard deviation to both sides, shown where some value has one. */
export function whiskers(values: readonly (Pick<MeanAndSpread, 'spread'> | null)[]): object {
  return {
    type: 'data',
    array: values.map((value) => value?.spread ?? 0),
    visible: values.some((value) => value?.spread),
    thickness: 1.2,
    width: 3,
    color: ink.text,
  };
}
