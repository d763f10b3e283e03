import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { InputError } from '../../errors.js';
import { reproductions } from '../../experiment/index.js';
import { readJson, writeJson } from '../../files.js';
import { projectPath } from '../../project.js';
import { type ClaimResult, claimVerdicts, isMeanOfSeeds, type NotebookResults, seedValues } from './results.js';
import { checkTolerances } from './tolerance.js';

const acceptedMetricSchema = z.strictObject({
  /** Mean over the seeds. */
  value: z.number(),
  /** Raw values by seed: their spread is the noise that the gate allows. */
  seeds: z.array(z.strictObject({ seed: z.number(), value: z.number() })),
  unit: z.string(),
  /** Hash of the configuration that made the value. */
  configuration: z.string().min(1).nullable(),
  /** How close to the paper's protocol the value was made. */
  reproduction: z.enum(reproductions),
});

const acceptedClaimSchema = z.strictObject({
  verdict: z.enum(claimVerdicts),
  /** The paper's sentence, for whoever reads the verdict. */
  sentence: z.string(),
  /** Page or section of the sentence. */
  source: z.string().optional(),
});

/** The format of `results/baselines/<tier>/<paper>/<notebook>.json`. */
export const baselineSchema = z.strictObject({
  notebook: z.string(),
  tier: z.string(),
  engineClass: z.string(),
  accepted: z.strictObject({ commit: z.string(), date: z.string() }),
  metrics: z.record(z.string(), acceptedMetricSchema),
  /** Written by hand; accepting new values keeps them. */
  tolerances: z.array(
    z.strictObject({
      pattern: z.string().min(1),
      absolute: z.number().optional(),
      relative: z.number().optional(),
      note: z.string(),
    }),
  ),
  claims: z.record(z.string(), acceptedClaimSchema),
});
export type Baseline = z.output<typeof baselineSchema>;
export type AcceptedMetric = z.output<typeof acceptedMetricSchema>;
export type AcceptedClaim = z.output<typeof acceptedClaimSchema>;

export interface BaselineFolderOptions {
  /** Folder of all baselines, default `results/baselines` of the project. */
  folder?: string;
}

/** Path of a baseline; `notebook` is `<paper>/<name>`. @throws InputError when a name could leave the folder. */
export function baselinePath(
  tier: string,
  notebook: string,
  { folder = projectPath('results', 'baselines') }: BaselineFolderOptions = {},
): string {
  if (!/^[\w.-]+$/.test(tier) || !/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(notebook) || tier.startsWith('.'))
    throw new InputError(`There is no baseline "${tier}/${notebook}": name it <tier>/<paper>/<notebook>.`);
  return `${folder}/${tier}/${notebook}.json`;
}

/**
 * The accepted values of one notebook in one tier, null when none were accepted yet.
 *
 * @throws InputError when the file breaks the format, belongs to another notebook, or holds an unusable tolerance.
 */
export function readBaseline(tier: string, notebook: string, options: BaselineFolderOptions = {}): Baseline | null {
  const path = baselinePath(tier, notebook, options);
  if (!existsSync(path)) return null;
  const result = baselineSchema.safeParse(readJson(path));
  if (!result.success)
    throw new InputError(
      `${path} is not a baseline: ${z.prettifyError(result.error).replaceAll('\n', ' ')}. Restore it with \`git checkout -- ${path}\`.`,
    );
  const baseline = result.data;
  if (baseline.notebook !== notebook || baseline.tier !== tier)
    throw new InputError(`${path} holds the baseline of ${baseline.tier}/${baseline.notebook}: move it there.`);
  checkTolerances(baseline.tolerances);
  return baseline;
}

/** The baselines of all notebooks of a paper in one tier, by the alphabet of their files. @throws InputError as `readBaseline`. */
export function readBaselines(tier: string, paper: string, options: BaselineFolderOptions = {}): Baseline[] {
  const folder = dirname(baselinePath(tier, `${paper}/any`, options));
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.sort().map((file) => readBaseline(tier, `${paper}/${basename(file, '.json')}`, options)!);
}

/** Whether this process runs in continuous integration, where nothing is ever accepted. */
export function inContinuousIntegration(environment: NodeJS.ProcessEnv = process.env): boolean {
  return !['', '0', 'false', undefined].includes(environment.CI?.toLowerCase());
}

/** Writes a baseline with sorted keys. @throws InputError in continuous integration (`CI=true`). */
export function writeBaseline(baseline: Baseline, options: BaselineFolderOptions = {}): string {
  const path = baselinePath(baseline.tier, baseline.notebook, options);
  if (inContinuousIntegration())
    throw new InputError(`Baselines are not written when CI is set: accept ${path} on your own machine and commit it.`);
  writeJson(path, { ...baseline, metrics: sorted(baseline.metrics), claims: sorted(baseline.claims) });
  return path;
}

/**
 * The baseline that takes a run's values as the new truth. Metrics and claims that the run did not publish are dropped;
 * hand-written tolerances of the previous baseline stay, and so does all of it where the run changes nothing.
 *
 * @throws InputError when the notebook did not finish, published nothing, one key twice, or a value that is not finite.
 */
export function acceptBaseline(
  results: NotebookResults,
  previous: Baseline | null,
  accepted: { commit: string; date: string },
): Baseline {
  const { notebook, tier, status, engineClass, metrics, claims } = results;
  const refuse = (why: string) => new InputError(`Nothing of ${notebook} was accepted: ${why}.`);
  if (status !== 'finished') throw refuse(`the notebook ${status === 'failed' ? 'failed' : 'was skipped'}`);
  if (metrics.length + claims.length === 0) throw refuse('it published neither a metric nor a claim');
  for (const published of [metrics, claims]) {
    const keys = published.map(({ key }) => key);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    if (twice !== undefined) throw refuse(`it published ${twice} twice`);
  }
  const broken = metrics.find((metric) => ![metric.value, ...seedValues(metric)].every(Number.isFinite));
  if (broken) throw refuse(`the value of ${broken.key} is not finite`);
  const inconsistent = metrics.find((metric) => !isMeanOfSeeds(metric));
  if (inconsistent) throw refuse(`the value of ${inconsistent.key} is not the mean of its seeds`);
  const next: Baseline = {
    notebook,
    tier,
    engineClass,
    accepted,
    metrics: Object.fromEntries(
      metrics.map(({ key, value, seeds, unit, configuration, reproduction }) => [
        key,
        { value, seeds, unit, configuration, reproduction },
      ]),
    ),
    tolerances: previous?.tolerances ?? [],
    claims: Object.fromEntries(claims.map(({ key, ...claim }) => [key, acceptClaim(claim)])),
  };
  return previous && isDeepStrictEqual({ ...previous, accepted }, next) ? previous : next;
}

function acceptClaim({
  verdict,
  sentence,
  source,
}: Pick<ClaimResult, 'verdict' | 'sentence' | 'source'>): AcceptedClaim {
  return { verdict, sentence, ...(source === undefined ? {} : { source }) };
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
