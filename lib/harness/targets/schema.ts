import { z } from 'zod';

/** The papers that the project reproduces, each with a file `results/targets/<paper>.json`. */
export const paperIds = ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'] as const;
export type PaperId = (typeof paperIds)[number];

const paperSchema = z.strictObject({
  id: z.enum(paperIds),
  title: z.string(),
  /** What the paper's method is called in tables and headings. */
  shortTitle: z.string(),
  venue: z.string(),
  year: z.int(),
  /** The paper in two sentences of ours. */
  summary: z.string(),
});

/** A data set as an item uses it; `panels` when only some panels of a figure do. */
const dataSetSchema = z.strictObject({
  name: z.string(),
  imbalanceFactor: z.number().optional(),
  profile: z.string().optional(),
  panels: z.string().optional(),
});

/** One part of a metric key. */
const keyPartSchema = z.string().regex(/^[^\s/*]+$/, 'a key has no blank, slash or asterisk');

/** One column: `key` is its part of a metric key, the rest says what its numbers are. */
const columnSchema = z.strictObject({
  key: keyPartSchema,
  dataSet: z.string().optional(),
  /** `accuracy`, `error`, `ECE`, `MCE`, `separability`, ...: decides whether higher or lower is better. */
  quantity: z.string().optional(),
  unit: z.string().optional(),
  imbalanceFactor: z.number().optional(),
  profile: z.string().optional(),
  /** Shot group: `many`, `medium`, `few` or `all`. */
  subset: z.string().optional(),
  backbone: z.string().optional(),
  epochs: z.number().optional(),
  base: z.string().optional(),
  /** How the column follows from another one. */
  derived: z.string().optional(),
});

/** One row of printed values; null where the paper prints nothing or the text extraction lost it. */
const rowSchema = z.strictObject({
  method: z.string(),
  /** The row's part of a metric key, when the method's name as printed cannot serve or occurs twice in the table. */
  key: keyPartSchema.optional(),
  group: z.string().optional(),
  values: z.array(z.union([z.number(), z.string(), z.null()])),
  /** Footnote marks by column. */
  marks: z.record(z.string(), z.string()).optional(),
  /** Where the paper took the row from, when it did not run the method itself. */
  borrowedFrom: z.string().optional(),
});

/** A number that the text gives for something no table cell holds; `key` is `<row>/<column>` of its metric key. */
const anchorSchema = z.strictObject({
  key: z.string().regex(/^[^\s/*]+\/[^\s/*]+$/),
  value: z.number(),
  note: z.string().optional(),
});

const itemFields = {
  /** `T2`, `T5a`, `S1` (supplement), `F3`. */
  id: z.string().regex(/^[TSF]\d+[a-z]?$/),
  title: z.string(),
  dataSets: z.array(dataSetSchema),
  backbone: z.string().nullable(),
  anchors: z.array(anchorSchema).optional(),
  notes: z.array(z.string()),
};

const tableSchema = z
  .strictObject({
    ...itemFields,
    kind: z.literal('table'),
    /** Measured numbers, statements or formulas in words, or the settings of the experiments. */
    form: z.enum(['numeric', 'qualitative', 'settings']),
    metric: z.string(),
    /** What a row stands for, when it is not a method. */
    rowMeaning: z.string().optional(),
    columns: z.array(columnSchema).min(1),
    rows: z.array(rowSchema).min(1),
    /** Meaning of the footnote marks. */
    marks: z.record(z.string(), z.string()).optional(),
    /** `<row>/<column>` of cells whose transcription is uncertain. */
    uncertain: z.array(z.string()).optional(),
    /** `<row>/<column>` -> where the paper contradicts itself or its released code. */
    cellNotes: z.record(z.string(), z.string()).optional(),
  })
  .check(({ value: table, issues }) => {
    const rowKeys = table.rows.map(rowKey);
    const columnKeys = table.columns.map(({ key }) => key);
    const complain = (message: string) =>
      issues.push({ code: 'custom', message: `${table.id}: ${message}`, input: table });
    for (const keys of [rowKeys, columnKeys]) {
      const twice = keys.find((key, index) => keys.indexOf(key) !== index);
      if (twice !== undefined) complain(`the key "${twice}" occurs twice`);
    }
    for (const row of table.rows) {
      if (!keyPartSchema.safeParse(rowKey(row)).success) complain(`row "${rowKey(row)}" needs a key without blanks`);
      if (row.values.length !== columnKeys.length)
        complain(`row "${rowKey(row)}" holds ${row.values.length} values for ${columnKeys.length} columns`);
    }
    for (const cell of [...(table.uncertain ?? []), ...Object.keys(table.cellNotes ?? {})]) {
      const [row, column] = cell.split('/');
      if (!rowKeys.includes(row!) || !columnKeys.includes(column!)) complain(`there is no cell "${cell}" to remark on`);
    }
  });

const figureSchema = z.strictObject({
  ...itemFields,
  kind: z.literal('figure'),
  /** Measured on trained models, computed from formulas, drawn from a synthetic problem, or an illustration. */
  form: z.enum(['measured', 'analytic', 'simulated', 'schematic']),
  quantities: z.array(z.string()),
  panels: z.array(z.string()),
});

const itemSchema = z.discriminatedUnion('kind', [tableSchema, figureSchema]);

/** The format of `results/targets/<paper>.json`: every table and figure of one paper with its printed numbers. */
export const targetsSchema = z.strictObject({
  paper: paperSchema,
  items: z.array(itemSchema).min(1),
  /** The paper's training settings in its own words. */
  settings: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  algorithms: z.array(z.string()).optional(),
  /** Parts of the paper that the transcription could not see. */
  notInText: z.array(z.string()).optional(),
});

export type Targets = z.infer<typeof targetsSchema>;
export type Paper = Targets['paper'];
export type TargetItem = Targets['items'][number];
export type TargetTable = Extract<TargetItem, { kind: 'table' }>;
export type TargetFigure = Extract<TargetItem, { kind: 'figure' }>;
export type TargetRow = TargetTable['rows'][number];
export type TargetColumn = TargetTable['columns'][number];

/** A row's part of a metric key: its own key, or the method's name. */
export function rowKey(row: { method: string; key?: string }): string {
  return row.key ?? row.method;
}
