import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import {
  betterDirection,
  findItem,
  listItems,
  loadTargets,
  paperIds,
  parseTargets,
  printedCell,
  printedValue,
  rowKey,
  type TargetTable,
} from '../../../lib/harness/targets/index.js';

const tablesOf = (paper: string) =>
  loadTargets(paper).items.filter((item): item is TargetTable => item.kind === 'table');

describe('the transcribed papers', () => {
  it('hold all 38 tables and 39 figures', () => {
    const kinds = listItems().map(({ item }) => item.kind);
    expect(kinds.filter((kind) => kind === 'table')).toHaveLength(38);
    expect(kinds.filter((kind) => kind === 'figure')).toHaveLength(39);
  });

  it.each([
    ['marc', 7, 6, 166],
    ['dbm', 12, 4, 359],
    ['unimix', 4, 5, 285],
    ['logit-adjustment', 4, 10, 107],
    ['mislas', 11, 14, 394],
  ])('%s: %i tables, %i figures, %i numbers', (paper, tables, figures, numbers) => {
    expect(tablesOf(paper)).toHaveLength(tables);
    expect(listItems({ paper })).toHaveLength(tables + figures);
    const cells = tablesOf(paper).flatMap(({ rows }) => rows.flatMap(({ values }) => values));
    expect(cells.filter((cell) => typeof cell === 'number')).toHaveLength(numbers);
  });

  it('give every cell a key of its own that finds it again', () => {
    const seen = new Set<string>();
    for (const paper of paperIds) {
      for (const table of tablesOf(paper)) {
        for (const row of table.rows) {
          table.columns.forEach((column, index) => {
            const key = `${paper}/${table.id}/${rowKey(row)}/${column.key}`;
            expect(seen.has(key), key).toBe(false);
            seen.add(key);
            expect(printedValue(key), key).toBe(row.values[index]);
          });
        }
      }
    }
  });

  it('say which way every number with a unit improves', () => {
    for (const paper of paperIds) {
      for (const { id, columns } of tablesOf(paper)) {
        for (const { key, unit, quantity } of columns) {
          if (unit === '%') expect(betterDirection(quantity), `${paper}/${id}/${key}`).toBeDefined();
        }
      }
    }
  });
});

describe('printedValue', () => {
  it('finds numbers, text, and nothing', () => {
    expect(printedValue('marc/T2/MARC/c10_if100')).toBe(85.3);
    expect(printedValue('marc/T6/MARC/n_params')).toBe('2K');
    expect(printedValue('marc/T2/BBN/c10_if200')).toBeNull();
    expect(printedValue('marc/T2/Another method/c10_if100')).toBeNull();
    expect(printedValue('marc/F1/MARC/anything')).toBeNull();
  });

  it('tells apart rows of one method by their group', () => {
    expect(printedValue('mislas/T7/MiSLAS-ResNet-50/all')).toBe(52.7);
    expect(printedValue('mislas/T7/MiSLAS-ResNet-152/all')).toBe(55.2);
  });

  it('finds numbers that the text gives for a figure', () => {
    expect(printedValue('logit-adjustment/F3/Logit-adjustment-post-hoc/c10_tau=2.6')).toBe(18.73);
  });

  it.each([
    ['marc/T2/MARC', /four|malformed/],
    ['marc/T2//c10_if100', /malformed/],
    ['mark/T2/MARC/c10_if100', /no paper "mark"/],
    ['marc/T9/MARC/c10_if100', /no table or figure "T9"/],
  ])('refuses the key %s', (key, message) => {
    expect(() => printedValue(key)).toThrow(InputError);
    expect(() => printedValue(key)).toThrow(message);
  });
});

describe('printedCell', () => {
  it('carries what the paper contradicts and where a row comes from', () => {
    expect(printedCell('marc/T7/CIFAR-100-LT-200/top1')?.note).toMatch(/47\.4/);
    expect(printedCell('mislas/T3/MU/if10_ece')?.note).toMatch(/13\.4.*uncertain/);
    expect(printedCell('mislas/T9/OLTR/all')).toMatchObject({
      value: 35.9,
      borrowedFrom: expect.stringMatching(/OLTR/),
    });
    expect(printedCell('logit-adjustment/T2/Class-balanced/c10')?.mark).toMatch(/Cui/);
  });

  it('knows units and directions', () => {
    const error = printedCell('logit-adjustment/T2/ERM/c10');
    expect(error).toMatchObject({ unit: '%', quantity: 'error' });
    expect(betterDirection(error?.quantity)).toBe('lower');
    expect(betterDirection('ECE')).toBe('lower');
    expect(betterDirection('accuracy')).toBe('higher');
    expect(betterDirection('parameters')).toBeUndefined();
  });
});

describe('parseTargets', () => {
  const sound = () => structuredClone(loadTargets('marc'));
  const table = (targets: ReturnType<typeof sound>) => findTable(targets, 'T2');
  const findTable = ({ items }: ReturnType<typeof sound>, id: string) =>
    items.find((item): item is TargetTable => item.id === id && item.kind === 'table')!;

  it('accepts what it wrote', () => {
    expect(parseTargets(sound(), 'marc.json').items).toHaveLength(13);
  });

  it('refuses a row with a value too few', () => {
    const broken = sound();
    table(broken).rows[0]!.values.pop();
    expect(() => parseTargets(broken, 'marc.json')).toThrow(/marc\.json.*Softmax.*3 values for 4 columns/);
  });

  it('refuses two rows of one name and remarks on cells that are not there', () => {
    const twice = sound();
    table(twice).rows[1]!.key = 'Softmax';
    expect(() => parseTargets(twice, 'x')).toThrow(/"Softmax" occurs twice/);
    const stray = sound();
    table(stray).cellNotes = { 'MARC/c10': 'nothing here' };
    expect(() => parseTargets(stray, 'x')).toThrow(/no cell "MARC\/c10"/);
  });

  it('refuses an unknown field', () => {
    const broken = { ...sound(), extra: 1 };
    expect(() => parseTargets(broken, 'x')).toThrow(InputError);
  });
});

describe('findItem', () => {
  it('names what the paper has instead', () => {
    expect(findItem('mislas', 'T5b').title).toBe('iNaturalist 2018');
    expect(() => findItem('mislas', 'T5')).toThrow(/T5a, T5b, T5c/);
  });
});
