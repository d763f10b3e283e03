import { InvalidArgumentError, Option } from 'commander';
import { engineNames } from '../../engine/index.js';
import { tiers } from '../../experiment/index.js';
import { defaultJobs } from '../reproduction/in-parallel.js';

/** Options that several commands share, each with its meaning and default. */
export const tierOption = () =>
  new Option('--tier <tier>', 'depth of the reproduction').choices(tiers).default('quick');

export const engineOption = () =>
  new Option('--engine <engine>', 'what computes (default: LONGTAIL_ENGINE, or the first that works)').choices([
    'auto',
    ...engineNames,
  ]);

export const jsonOption = () => new Option('--json', 'print JSON for programs');

/** A whole number of at least one. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number of at least 1.');
  return value;
}

export const seedsOption = () =>
  new Option('--seeds <count>', 'seeds of each run, instead of what the recipe plans').argParser(positiveInteger);

export const jobsOption = () =>
  new Option('--jobs <count>', `runs made, and notebooks executed, at a time (default: ${defaultJobs})`).argParser(
    positiveInteger,
  );

export const freshOption = () => new Option('--fresh', 'make runs here even where a committed record holds them');

export const freshExecutionOption = () =>
  new Option('--fresh', 'make runs even where a committed record holds them, execute notebooks even where unchanged');

export const recordedOption = () =>
  new Option('--recorded', 'leave out what would have to be trained first: show what the records at hand hold');
