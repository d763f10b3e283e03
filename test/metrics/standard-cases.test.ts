import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { papers } from '../../lib/method.js';
import { createMetric, type MetricDefinition, type MetricInput, metrics } from '../../lib/metrics/index.js';
import { metricCases } from './metric-cases.js';
import { smallInput, withClassOrder, withSampleOrder } from './small-input.js';

/** Every number of `received` is close to its peer in `expected`, and everything else equal. */
function expectClose(received: unknown, expected: unknown, place = 'the result'): void {
  if (typeof expected === 'number') {
    expect(typeof received, place).toBe('number');
    expect(received, place).toBeAllclose(expected, { relative: 1e-8, absolute: 1e-9 });
  } else if (expected === null || typeof expected !== 'object') {
    expect(received, place).toEqual(expected);
  } else {
    expect(Object.keys(received as object), place).toEqual(Object.keys(expected));
    for (const [key, value] of Object.entries(expected)) {
      expectClose((received as Record<string, unknown>)[key], value, `${place}.${key}`);
    }
  }
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

const matrices = ['logits', 'features', 'classWeights'] as const;

const allCases = await metricCases();
const definitions: Record<string, MetricDefinition> = metrics;

it('has cases for every metric of the registry, and for nothing else', () => {
  expect(Object.keys(allCases).sort()).toEqual(Object.keys(metrics).sort());
});

describe.each(Object.entries(allCases))('%s', (name, { options, golden, reference, reordered }) => {
  const { needs, ...definition } = definitions[name]!;
  const create = (counts: number[]) => createMetric(name, { counts, ...options });
  const counts = [130, 60, 21, 4, 1];
  const input = smallInput({ samples: [8, 9, 7, 1, 0] });
  const measure = create(counts);

  it('tells its formula, source, unit and result, and what every option means', () => {
    for (const text of [definition.formula, definition.source, definition.unit, definition.result]) {
      expect(text).toMatch(/\S/);
    }
    expect(papers).toEqual(expect.arrayContaining([...definition.papers]));
    for (const option of Object.values(definition.options.shape)) expect(option.description).toMatch(/\w/);
  });

  it('has the values computed by hand', () => {
    for (const { counts: few, input: small, value, options: own = options } of golden) {
      expectClose(createMetric(name, { counts: few, ...own })(small), value);
    }
  });

  it('equals its definition, with a class of one sample and one without any', () => {
    expectClose(measure(input), reference(input, counts));
  });

  it('equals its definition for two classes', () => {
    const two = smallInput({ samples: [6, 5], seed: 1 });
    expectClose(create([150, 3])(two), reference(two, [150, 3]));
  });

  it('equals its definition for 1,000 classes', () => {
    const samples = Array.from({ length: 1000 }, (_, k) => (k % 150 === 0 ? 2 : k % 70 === 0 ? 1 : 0));
    const many = smallInput({ samples, featureSize: 2 });
    const manyCounts = samples.map((_, k) => 1000 - k);
    const values = numbersIn(create(manyCounts)(many));
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values).toBeAllclose(numbersIn(reference(many, manyCounts)), { relative: 1e-8, absolute: 1e-9 });
  });

  it('is finite, and equal to its definition, for logits of ±10,000', () => {
    const steep = smallInput({ samples: [8, 9, 7, 1, 0], scale: 1e4 });
    const value = measure(steep);
    expect(numbersIn(value).every(Number.isFinite)).toBe(true);
    expectClose(value, reference(steep, counts));
  });

  it('does not depend on the order of the samples', () => {
    const order = [...input.labels].map((_, i) => (i * 7) % input.labels.length);
    expectClose(measure(withSampleOrder(input, order)), measure(input));
  });

  it('does not depend on the order of the classes', () => {
    const order = [3, 0, 4, 2, 1];
    const value = create(order.map((k) => counts[k]!))(withClassOrder(input, order));
    const before = measure(input) as never;
    expectClose(value, reordered ? reordered(before, order) : before);
  });

  it('takes plain arrays and float32, gives the same again, and leaves its input as it was', () => {
    const [logits, features, classWeights] = matrices.map((field) => Float32Array.from(input[field]));
    const rounded = { ...input, logits: logits!, features: features!, classWeights: classWeights! };
    const plain = { ...rounded, logits: [...logits!], features: [...features!], classWeights: [...classWeights!] };
    const copy = structuredClone(rounded);
    expect(measure(rounded)).toEqual(measure(plain));
    expect(measure(rounded)).toEqual(measure(rounded));
    expect(rounded).toEqual(copy);
  });

  it('refuses what does not fit in one sentence', () => {
    const refusal = (change: Partial<MetricInput>) => {
      try {
        measure({ ...input, ...change });
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        return (error as Error).message;
      }
      return expect.unreachable('it was taken');
    };
    for (const need of needs)
      expect(refusal({ [need]: undefined })).toBe(`The metric ${name} lacks ${need}: give it ${needs.join(', ')}.`);
    if (needs.includes('labels')) {
      expect(refusal({ labels: [] })).toContain('got no samples');
      expect(refusal({ labels: [...input.labels].map((_, i) => (i === 3 ? 5 : 0)) })).toContain('Label 5 of sample 3');
      expect(refusal({ labels: [...input.labels].map((_, i) => (i === 3 ? -1 : 0)) })).toContain('outside 0 … 4');
      expect(refusal({ labels: [...input.labels].map((_, i) => (i === 3 ? 0.5 : 0)) })).toContain('Label 0.5');
    }
    for (const field of matrices) {
      if (!needs.includes(field)) continue;
      const values = [...input[field]];
      expect(refusal({ [field]: values.slice(1) })).toContain('do not fill a matrix');
      expect(refusal({ [field]: [] })).toContain('do not fill a matrix');
      expect(refusal({ [field]: [Number.NaN, ...values.slice(1)] })).toContain(`${field} [0, 0] is NaN`);
      expect(refusal({ [field]: [Number.POSITIVE_INFINITY, ...values.slice(1)] })).toContain('is Infinity');
    }
  });

  it('refuses training counts below one, and options that it does not have', () => {
    expect(() => create([3, 0])).toThrow('The training count of class 1 is 0');
    expect(() => create([3, -1])).toThrow(InputError);
    expect(() => create([3])).toThrow('at least two');
    expect(() => createMetric(name, { counts, ...options, unheardOf: 1 })).toThrow(InputError);
  });
});

describe('createMetric', () => {
  it('suggests a name for one that is unknown', () => {
    expect(() => createMetric('acuracy', { counts: [2, 1] })).toThrow(
      "There is no metric named 'acuracy': did you mean 'accuracy'",
    );
  });

  it('asks for a rule where papers divide the classes differently', () => {
    expect(() => createMetric('accuracy-by-shot-group', { counts: [2, 1] })).toThrow("The option 'rule'");
  });
});
