import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import { adjustmentOptions } from '../adjustment/index.js';
import { augmentationOptions, mixingOptions, samplerOptions } from '../data/index.js';
import { InputError } from '../errors.js';
import { losses, lossOptions } from '../losses/index.js';
import { scheduleConfig } from '../optimization/index.js';
import { trainingOptions } from '../training/index.js';
import { named } from './named.js';

// A field added later must be optional and without a default: the identity of a run is the hash of its settled
// configuration, and an old run must keep its own.

const trainingData = z.strictObject({
  dataset: z.enum(['digits', 'cifar-10', 'cifar-100']),
  profile: z.enum(['exponential', 'step']).default('exponential').describe('how class counts fall from head to tail'),
  imbalanceFactor: z.number().min(1).describe('largest class count over smallest'),
  subsetSeed: z.number().int().min(0).default(0).describe('which images; 0 draws those of the published subsets'),
});

const model = z.strictObject({
  architecture: z.literal('cifar-resnet').default('cifar-resnet'),
  depth: z.number().int().describe('6n + 2'),
  width: z.number().int().positive().optional().describe('factor on the channels'),
  head: z.enum(['linear', 'cosine']).default('linear'),
  scale: z.number().positive().optional().describe('factor on the cosines of a cosine head'),
});

const deferral = z
  .strictObject({
    epoch: z.number().int().positive().describe('first epoch, from 0, that is trained so'),
    loss: named(lossOptions).optional().describe('deferred re-weighting (DRW): the loss from then on'),
    sampler: named(samplerOptions).optional().describe('deferred re-sampling (DRS): the sampler from then on'),
  })
  .refine(({ loss, sampler }) => loss || sampler, 'it changes nothing: give a loss or a sampler');

const optimizer = z
  .strictObject({
    name: z.literal('adam').optional().describe('Adam in place of SGD with momentum'),
    momentum: z.number().min(0).default(0.9).describe('of SGD; β₁ of Adam'),
    nesterov: z.boolean().default(false),
    beta2: z.number().min(0).lt(1).optional().describe('β₂ of Adam'),
    epsilon: z.number().positive().optional().describe('ε of Adam'),
    weightDecay: z.number().min(0).default(5e-4),
    decays: z.enum(['all', 'weights-only']).default('all'),
  })
  .refine(
    ({ name, nesterov, beta2, epsilon }) => (name ? !nesterov : beta2 === undefined && epsilon === undefined),
    'Adam has no nesterov, SGD no beta2 and no epsilon: leave them out',
  );

/** Stage one: a model trained on long-tailed images. */
export const stageOneConfiguration = z
  .strictObject({
    stage: z.literal('one'),
    data: trainingData,
    model,
    training: named(trainingOptions).prefault('single-model').describe('what a step is, and of which networks'),
    loss: named(lossOptions),
    sampler: named(samplerOptions).prefault('instance-balanced'),
    augmentation: z.array(named(augmentationOptions)).default([]).describe('of every image, in this order'),
    mixing: named(mixingOptions).optional().describe('of the images of a batch with others'),
    mixingStopEpoch: z.number().int().min(0).optional().describe('first epoch, from 0, whose images stay unmixed'),
    deferral: deferral.optional().describe('what changes late in training (Cao et al., 2019)'),
    optimizer: optimizer.prefault({}),
    schedule: scheduleConfig,
    epochs: z.number().int().positive(),
    batchSize: z.number().int().positive(),
    evaluateEvery: z.number().int().positive().default(1).describe('epochs between evaluations on the test split'),
    seed: z.number().int().min(0).describe('of initial values, order and augmentation'),
  })
  .refine(({ deferral, epochs }) => !deferral || deferral.epoch < epochs, {
    path: ['deferral', 'epoch'],
    message: 'it never comes: give an epoch before the last',
  })
  .refine(
    ({ model: { head, scale = 1 }, loss, deferral }) => {
      const takesCosines = [loss, deferral?.loss].some((each) => each && losses[each.name]!.takesCosines);
      return !takesCosines || (head === 'cosine' && scale === 1);
    },
    {
      path: ['model', 'head'],
      message: 'the loss takes cosines: choose the head "cosine" and no scale, the loss has its own',
    },
  );

const shiftBatchNorm = z.strictObject({
  epochs: z.number().int().positive().default(1).describe('passes over the training images'),
  batchSize: z.number().int().positive().default(128),
  sampler: named(samplerOptions).prefault('class-aware').describe('which images a pass sees'),
  augmentation: z
    .array(named(augmentationOptions))
    .optional()
    .describe('what is done to each image; stage one’s unless given'),
});

/** Stage two: the decision boundary of a stage-one model adjusted on its feature bank. */
export const stageTwoConfiguration = z.strictObject({
  stage: z.literal('two'),
  base: stageOneConfiguration,
  shiftBatchNorm: shiftBatchNorm
    .optional()
    .describe('lets the running statistics follow class-balanced images before the bank is made (MiSLAS)'),
  adjustment: named(adjustmentOptions),
  seed: z.number().int().min(0).describe('of whatever the adjustment draws'),
});

const runConfiguration = z.discriminatedUnion('stage', [stageOneConfiguration, stageTwoConfiguration]);

/** A configuration as recipes write it, with defaults left out. */
export type StageOneInput = z.input<typeof stageOneConfiguration>;
export type StageTwoInput = z.input<typeof stageTwoConfiguration>;
export type RunConfigurationInput = StageOneInput | StageTwoInput;

/** A settled configuration, every default filled in: what is hashed and recorded. */
export type StageOneConfiguration = z.output<typeof stageOneConfiguration>;
export type StageTwoConfiguration = z.output<typeof stageTwoConfiguration>;
export type RunConfiguration = StageOneConfiguration | StageTwoConfiguration;

/**
 * Settles a run configuration.
 *
 * @throws InputError in one sentence for an unknown key, naming the nearest known one, and for a value out of range.
 */
export function parseConfiguration(input: unknown): RunConfiguration {
  const parsed = runConfiguration.safeParse(input);
  if (parsed.success) return parsed.data;
  // A misspelt key also leaves its right spelling missing: the misspelling is the better hint.
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  const place = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys[0]!;
    const known = knownKeys(runConfiguration, issue.path, input);
    const suggestion = known.length > 0 ? `did you mean "${closest(unknown, known)}"? ` : '';
    throw new InputError(
      `The run configuration has an unknown key "${[...issue.path, unknown].join('.')}": ${suggestion}Known here: ${known.join(', ')}.`,
    );
  }
  if (place === '' && issue.code === 'invalid_type')
    throw new InputError(`The run configuration is ${JSON.stringify(input)}: give an object with "stage".`);
  if (place === 'stage')
    throw new InputError('The run configuration has no stage that is known: set "stage" to "one" or "two".');
  if (issue.code !== 'custom' && valueAt(input, issue.path) === undefined)
    throw new InputError(`The run configuration lacks "${place}": add it.`);
  throw new InputError(`The run configuration cannot be used at "${place}" (${issue.message}): correct the value.`);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);
}

/** The keys that a schema knows at a path; a union is followed where the input's discriminator leads. */
function knownKeys(schema: z.ZodType, path: PropertyKey[], input: unknown): string[] {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const chosen = (input as Record<string, unknown> | undefined)?.[discriminator];
    const option = schema.options.find((candidate) => {
      const literal = (candidate as z.ZodObject).shape[discriminator];
      return literal instanceof z.ZodLiteral && literal.value === chosen;
    });
    return option ? knownKeys(option as z.ZodType, path, input) : [];
  }
  if (schema instanceof z.ZodPipe) {
    const { in: before, out: after } = schema.def as unknown as { in: z.ZodType; out: z.ZodType };
    const known = knownKeys(before, path, input);
    return known.length > 0 ? known : knownKeys(after, path, input);
  }
  if (schema instanceof z.ZodArray) {
    const [index, ...rest] = path;
    return index === undefined ? [] : knownKeys(schema.element as z.ZodType, rest, (input as unknown[])[Number(index)]);
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return knownKeys(schema.def.innerType as z.ZodType, path, input);
  }
  if (!(schema instanceof z.ZodObject)) return [];
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(schema.shape);
  const inner = schema.shape[String(step)] as z.ZodType | undefined;
  return inner ? knownKeys(inner, rest, (input as Record<PropertyKey, unknown> | undefined)?.[step]) : [];
}

/** The stage-one configuration that a run is, or builds on. */
export function stageOneOf(configuration: RunConfiguration): StageOneConfiguration {
  return configuration.stage === 'one' ? configuration : configuration.base;
}

/** `resnet-32`, or `resnet-32x4` of four times the channels. */
export function networkName({ depth, width }: Pick<StageOneConfiguration['model'], 'depth' | 'width'>): string {
  return `resnet-${depth}${width ? `x${width}` : ''}`;
}

/** A short name for people: data, model, methods and seeds; `cifar-10-lt-100 resnet-32 cross-entropy seed-0`. */
export function describeConfiguration(configuration: RunConfiguration): string {
  const {
    data,
    model: network,
    training,
    loss,
    sampler,
    mixing,
    deferral,
    optimizer,
    seed,
  } = stageOneOf(configuration);
  const profile = data.profile === 'exponential' ? '' : `${data.profile}-`;
  const parts = [`${data.dataset}-lt-${profile}${data.imbalanceFactor}`, networkName(network)];
  if (training.name !== 'single-model') parts.push(training.name);
  if (mixing) parts.push(mixing.name);
  parts.push(loss.name);
  if (sampler.name !== 'instance-balanced') parts.push(sampler.name);
  if (deferral) parts.push('deferred', ...[deferral.loss, deferral.sampler].flatMap((method) => method?.name ?? []));
  if (optimizer.name) parts.push(optimizer.name);
  parts.push(`seed-${seed}`);
  if (configuration.stage === 'two') {
    if (configuration.shiftBatchNorm) parts.push('shifted-batch-norm');
    parts.push(configuration.adjustment.name);
  }
  return parts.join(' ');
}
