import { z } from 'zod';
import { commitSchema, engineSchema, reproductions } from '../../experiment/index.js';
import { claimResultSchema, provenanceSchema } from '../compare/index.js';

/** The gate's word on one metric or claim. */
const gateSchema = z.object({ verdict: z.string(), passed: z.boolean(), reason: z.string() });

const reportedMetricSchema = z.object({
  key: z.string(),
  /** Mean over the seeds; null when it was not published or is not finite. */
  value: z.number().nullable(),
  unit: z.string(),
  seeds: z.array(z.object({ seed: z.number(), value: z.number().nullable() })),
  /** Null when the metric was not published. */
  reproduction: z.enum(reproductions).nullable(),
  configuration: z.string().nullable(),
  provenance: provenanceSchema.optional(),
  gate: gateSchema.extend({
    baseline: z.number().nullable(),
    difference: z.number().nullable(),
    allowance: z.number().nullable(),
    tolerance: z.string().optional(),
  }),
  paper: z.object({
    verdict: z.enum(['match', 'near', 'deviates', 'nothing printed', 'not comparable']),
    printed: z.union([z.number(), z.string()]).nullable(),
    difference: z.number().nullable(),
    note: z.string().optional(),
    borrowedFrom: z.string().optional(),
  }),
});
export type ReportedMetric = z.infer<typeof reportedMetricSchema>;

/** A judged claim; the verdict is null when the baseline knows a claim that the run did not judge. */
const reportedClaimSchema = claimResultSchema.extend({
  verdict: claimResultSchema.shape.verdict.nullable(),
  gate: gateSchema,
});
export type ReportedClaim = z.infer<typeof reportedClaimSchema>;

const omissionSchema = z.object({
  /** A row, table, figure or method. */
  what: z.string(),
  reason: z.string(),
});

const notebookErrorSchema = z.object({
  message: z.string(),
  /** Index of the failing cell among all cells, from 0, and its source. */
  cell: z.object({ index: z.int(), source: z.string() }).optional(),
});
export type NotebookError = z.infer<typeof notebookErrorSchema>;

/** A Plotly figure as the notebook displayed it. */
const plotlyFigureSchema = z.object({
  data: z.array(z.record(z.string(), z.unknown())),
  layout: z.record(z.string(), z.unknown()),
});
export type ReportedFigure = z.infer<typeof plotlyFigureSchema>;

const notebookReportSchema = z.object({
  /** `<paper>/<name>`. */
  notebook: z.string(),
  title: z.string(),
  /** Tables and figures of the paper that it reproduces: `T2`, `F1`. */
  items: z.array(z.string()),
  status: z.enum(['finished', 'failed', 'skipped']),
  /** Why it was skipped. */
  reason: z.string().optional(),
  /** ISO 8601: when it was executed, where that was before and nothing that decides its results has changed since. */
  unchangedSince: z.string().optional(),
  seconds: z.number().nullable(),
  peakMemoryBytes: z.number().nullable(),
  error: notebookErrorSchema.optional(),
  gate: z.object({
    passed: z.boolean(),
    compared: z.int(),
    problems: z.array(z.object({ verdict: z.string(), reason: z.string() })),
    unusedTolerances: z.array(z.string()),
  }),
  metrics: z.array(reportedMetricSchema),
  claims: z.array(reportedClaimSchema),
  figures: z.array(plotlyFigureSchema),
  /** Rows and panels that this notebook leaves out in this tier. */
  omissions: z.array(omissionSchema),
});
export type NotebookReport = z.infer<typeof notebookReportSchema>;

/** Everything that a reproduction found out; every rendering shows a part of it, and `report --json` all of it. */
export const reproductionReportSchema = z.object({
  format: z.literal(1),
  tier: z.string(),
  engine: engineSchema.extend({ class: z.string() }),
  commit: commitSchema,
  /** ISO 8601. */
  date: z.string(),
  notebooks: z.array(notebookReportSchema),
  /** What the tier as a whole leaves out, and tables, figures or methods that nothing here implements. */
  omissions: z.array(omissionSchema),
});
export type ReproductionReport = z.infer<typeof reproductionReportSchema>;
