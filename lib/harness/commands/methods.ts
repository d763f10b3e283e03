import { z } from 'zod';
import { adjustments } from '../../adjustment/index.js';
import { augmentations, mixings, samplers } from '../../data/index.js';
import { InputError } from '../../errors.js';
import { losses } from '../../losses/index.js';
import type { MethodDescription, Paper } from '../../method.js';
import { type MetricDefinition, metrics } from '../../metrics/index.js';
import { trainings } from '../../training/index.js';
import { closeName } from '../close-name.js';
import { alignColumns } from '../text-table.js';

/** What every registry holds of a method. */
type Definition = MethodDescription & { options: z.ZodObject } & Partial<
    Pick<MetricDefinition, 'unit' | 'result' | 'needs'>
  >;

/** Every registry, and the folder whose files are named as its entries. */
const registries: { kind: string; folder: string; registry: Readonly<Record<string, Definition>> }[] = [
  { kind: 'loss', folder: 'lib/losses', registry: losses },
  { kind: 'sampler', folder: 'lib/data/samplers', registry: samplers },
  { kind: 'augmentation', folder: 'lib/data/augmentation', registry: augmentations },
  { kind: 'mixing', folder: 'lib/data/mixing', registry: mixings },
  { kind: 'adjustment', folder: 'lib/adjustment', registry: adjustments },
  { kind: 'training', folder: 'lib/training', registry: trainings },
  { kind: 'metric', folder: 'lib/metrics', registry: metrics },
];

export interface ListedOption {
  name: string;
  /** What it is unless given; absent where there is no such value. */
  default?: unknown;
  /** Whether it has to be given. */
  required: boolean;
  meaning: string;
  /** What it may be, such as `number ≥ 0` or `'outside' | 'inside'`. */
  values: string;
}

/** A method as `longtail methods` tells of it. */
export interface ListedMethod {
  name: string;
  kind: string;
  /** Path of its file from the project's root. */
  file: string;
  formula: string;
  source: string;
  papers: readonly Paper[];
  options: ListedOption[];
  /** Of metrics: what they look at, what they give, in which unit. */
  needs?: readonly string[];
  result?: string;
  unit?: string;
}

/** Every method of every registry, room by room. */
export function listMethods(): ListedMethod[] {
  return registries.flatMap(({ kind, folder, registry }) =>
    Object.entries(registry).map(([name, { formula, source, papers, options, needs, result, unit }]) => ({
      name,
      kind,
      file: `${folder}/${name}.ts`,
      formula,
      source,
      papers,
      options: listOptions(options),
      ...(needs ? { needs, result, unit } : {}),
    })),
  );
}

/** The parts of a JSON schema that options use. */
interface ValueSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: ValueSchema[];
  items?: ValueSchema;
  properties?: Record<string, ValueSchema>;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  default?: unknown;
  description?: string;
}

function listOptions(options: z.ZodObject): ListedOption[] {
  const { properties = {}, required = [] } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties as Record<string, ValueSchema>).map(([name, schema]) => ({
    name,
    ...('default' in schema ? { default: schema.default } : {}),
    required: required.includes(name),
    meaning: schema.description ?? '',
    values: describeValues(schema),
  }));
}

function describeValues({ anyOf, enum: values, const: value, type, items, ...rest }: ValueSchema): string {
  const { properties, ...bounds } = rest;
  if (anyOf) return anyOf.map(describeValues).join(' | ');
  if (values) return values.map(literal).join(' | ');
  if (value !== undefined) return literal(value);
  if (items) return `list of ${describeValues(items)}`;
  if (properties) {
    const fields = Object.entries(properties).map(([name, schema]) => `${name}: ${describeValues(schema)}`);
    return `{ ${fields.join('; ')} }`;
  }
  const limits: [string, number | undefined][] = [
    ['≥', bounds.minimum],
    ['>', bounds.exclusiveMinimum],
    ['≤', bounds.maximum],
    ['<', bounds.exclusiveMaximum],
  ];
  // Whole numbers without a bound of their own are bounded by what a number can hold exactly.
  const given = limits.filter(([, limit]) => limit !== undefined && Math.abs(limit) !== Number.MAX_SAFE_INTEGER);
  return [type ?? 'any', given.map(([sign, limit]) => `${sign} ${limit}`).join(', ')].join(' ').trim();
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

/** Every method as a table for people, room by room, with the papers that use it. */
export function renderMethods(methods: ListedMethod[]): string {
  const rows = registries.flatMap(({ kind, folder }) => [
    [kind, folder, ''],
    ...methods
      .filter((method) => method.kind === kind)
      .map(({ name, formula, papers }) => [`  ${name}`, shorten(formula), papers.join(' ') || '–']),
    ['', '', ''],
  ]);
  return [
    alignColumns([['method', 'formula', 'papers'], ...rows]),
    `${methods.length} methods. \`longtail methods NAME\` tells the options, the source and the file of one.`,
  ].join('\n');
}

const shorten = (text: string) => (text.length > 72 ? `${text.slice(0, 71)}…` : text);

/** All of one method: formula, source, papers, file, and its options with default, meaning and values. */
export function renderMethod({ name, kind, options, ...method }: ListedMethod): string {
  const told: [string, string | undefined][] = [
    ['formula', method.formula],
    ['source', method.source],
    ['papers', method.papers.join(', ') || 'none'],
    ['needs', method.needs?.join(', ')],
    ['result', method.result],
    ['unit', method.unit],
    ['file', method.file],
    ['options', options.length === 0 ? 'none' : ''],
  ];
  const rows = options.map((option) => [`  ${option.name}`, describeDefault(option), option.meaning, option.values]);
  return [
    `${kind} ${name}`,
    '',
    alignColumns(told.filter((row): row is [string, string] => row[1] !== undefined)),
    ...(rows.length > 0 ? [alignColumns([['  option', 'default', 'meaning', 'values'], ...rows])] : []),
  ].join('\n');
}

const describeDefault = (option: ListedOption) =>
  option.required ? 'required' : 'default' in option ? literal(option.default) : 'none';

/**
 * The methods of that name: a loss and an adjustment may share theirs.
 *
 * @throws InputError when there is none, with those that are like it.
 */
export function methodsNamed(name: string): ListedMethod[] {
  const methods = listMethods();
  const found = methods.filter((method) => method.name === name);
  if (found.length > 0) return found;
  const guesses = namesLike(
    name,
    methods.map((method) => method.name),
  ).map((guess) => `'${guess}'`);
  const suggestion = guesses.length > 0 ? `did you mean ${guesses.join(' or ')}? ` : '';
  throw new InputError(`There is no method named '${name}': ${suggestion}\`longtail methods\` lists all.`);
}

/** The names that contain what was typed, three at most, or else the closest, if it is close. */
function namesLike(typed: string, names: readonly string[]): string[] {
  const containing = [...new Set(names.filter((name) => name.includes(typed)))];
  if (containing.length > 0) return containing.slice(0, 3);
  const meant = closeName(typed, names);
  return meant === undefined ? [] : [meant];
}

/** `longtail methods [NAME]`: what there is to name in a run configuration, or all of one method. */
export function methodsCommand(name: string | undefined, { json }: { json?: boolean }): void {
  const methods = name === undefined ? listMethods() : methodsNamed(name);
  if (json) console.log(JSON.stringify(methods, null, 2));
  else console.log(name === undefined ? renderMethods(methods) : methods.map(renderMethod).join('\n\n'));
}
