import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  buildReport,
  exitCode,
  formatDifference,
  formatNumber,
  formatSeconds,
  paperTables,
  readReport,
  reportNotebook,
  reproductionReportSchema,
  summarizeReport,
  writeReport,
} from '../../../lib/harness/report/index.js';
import { metric } from '../compare/invented-results.js';
import { failing, invented, inventedReport, passing } from './invented-report.js';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the report', () => {
  it('sets every metric beside the baseline and the paper', () => {
    const [mars, , odd] = passing().notebooks[0]!.metrics;
    expect(mars).toMatchObject({
      gate: { verdict: 'match', passed: true },
      paper: { verdict: 'match', printed: 85.3 },
    });
    expect(odd).toMatchObject({ reproduction: 'other-data', paper: { note: expect.stringMatching(/47\.1/) } });
  });

  it('keeps a metric that the run did not publish, with its printed value', () => {
    const missing = failing().notebooks[0]!.metrics.find(({ gate }) => gate.verdict === 'missing')!;
    expect(missing).toMatchObject({
      value: null,
      unit: '%',
      reproduction: null,
      paper: { printed: 78.7, note: undefined },
    });
  });

  it('holds no number that JSON would lose', () => {
    const report = inventedReport(invented({ metrics: [metric([Number.NaN])] }));
    const back = reproductionReportSchema.parse(JSON.parse(JSON.stringify(report)));
    expect(back.notebooks[0]!.metrics[0]).toMatchObject({
      value: null,
      gate: { verdict: 'not finite', passed: false },
    });
  });

  it('comes back from its file as it was', () => {
    const path = join(folder, 'report.json');
    writeReport(path, failing());
    expect(readReport(path)).toEqual(JSON.parse(JSON.stringify(failing())));
  });

  it('refuses a file that is none', () => {
    const path = join(folder, 'other.json');
    writeFileSync(path, '{"format": 1}');
    expect(() => readReport(path)).toThrow(/not a reproduction report/);
  });
});

describe('exitCode', () => {
  it('is 0 only when everything gated passed', () => {
    expect(exitCode(passing())).toBe(0);
    expect(exitCode(failing())).toBe(1);
  });

  it('is 1 when nothing was compared', () => {
    const { notebooks: _, ...about } = passing();
    expect(exitCode(buildReport(about, []))).toBe(1);
    const skipped = { ...passing().notebooks[0]!, status: 'skipped' as const, metrics: [], claims: [] };
    const report = buildReport(about, [{ ...skipped, gate: { ...skipped.gate, compared: 0 } }]);
    expect(summarizeReport(report)).toMatchObject({ passed: false, notebooks: { skipped: 1 } });
  });

  it('is 1 for one failure among many that passed', () => {
    const { notebooks, ...about } = passing();
    expect(exitCode(buildReport(about, [...notebooks, failing().notebooks[1]!]))).toBe(1);
  });
});

describe('summarizeReport', () => {
  it('counts no accident on other data as a match', () => {
    expect(summarizeReport(passing()).paper).toEqual({ match: 1, near: 0, deviates: 1, notJudged: 1 });
  });
});

describe('paperTables', () => {
  it('shows every printed cell and the reproduced ones in place', () => {
    const [table] = paperTables(passing().notebooks[0]!);
    expect(table!.rows).toHaveLength(15);
    const mars = table!.rows.find(({ method }) => method === 'MARC')!;
    expect(mars.cells.map(({ printed }) => printed)).toEqual([85.3, 81.1, 50.8, 47.4]);
    expect(mars.cells.map(({ metric: reproduced }) => reproduced !== undefined)).toEqual([true, false, false, true]);
  });

  it('leaves metrics of figures, of no cell and of malformed keys to the list', () => {
    const keys = ['marc/F1/MARC/head', 'marc/T2/Another/c10', 'marc/short', 'marc/T99/MARC/c10', 'dbm/T2/CE/c10_if100'];
    const run = invented({ metrics: keys.map((key) => metric([1], { key })) });
    expect(paperTables(reportNotebook(run, null))).toEqual([]);
  });
});

describe('formats', () => {
  it.each([
    [85.3, '%', '85.30'],
    [3, '', '3'],
    [0.12345, '', '0.1235'],
    [0.00001234, '', '1.23e-5'],
  ])('%d "%s": %s', (value, unit, text) => expect(formatNumber(value, unit)).toBe(text));

  it('never rounds a difference to nothing', () => {
    expect(formatDifference(0, '%')).toBe('0');
    expect(formatDifference(-3e-14, '%')).toBe('−3e-14');
    expect(formatDifference(0.5, '%')).toBe('+0.50');
  });

  it.each([
    [9.96, '10.0 s'],
    [59.6, '1 min 0 s'],
    [3725, '1 h 2 min'],
    [null, '–'],
  ])('%s seconds: %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});
