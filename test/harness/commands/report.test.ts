import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { type ReportFormat, reportCommand, reportFormats } from '../../../lib/harness/commands/report.js';
import { writeReport } from '../../../lib/harness/report/index.js';
import { failing } from '../report/invented-report.js';

const reports = vi.hoisted(() => ({ folder: '' }));
vi.mock('../../../lib/harness/reproduction/reproduce.js', () => ({
  reportFile: (tier: string) => join(reports.folder, tier, 'report.json'),
}));

beforeEach(() => {
  reports.folder = mkdtempSync(join(tmpdir(), 'command-report-'));
});

function shown(format: ReportFormat): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    reportCommand({ tier: 'quick', format });
    return log.mock.calls.map(([text]) => text).join('\n');
  } finally {
    log.mockRestore();
  }
}

describe('the report command', () => {
  test('without a report tells how to make one', () => {
    const show = () => shown('terminal');
    expect(show).toThrow(InputError);
    expect(show).toThrow('There is no report of the tier quick yet: run `longtail reproduce --tier quick` first.');
  });

  test.each([
    ['terminal', /regression/],
    ['html', /^<!doctype html>/i],
    ['markdown', /^#+ /m],
    ['junit', /^<\?xml /],
    ['json', /^\{\n/],
  ] as const)('shows the last report as %s', (format, beginning) => {
    writeReport(join(reports.folder, 'quick', 'report.json'), failing());
    const text = shown(format);
    expect(text).toMatch(beginning);
    expect(text).toContain('marc/table-2');
    expect(text).toBe(text.trimEnd());
  });

  test('knows no format beside these', () => {
    expect(reportFormats).toEqual(['terminal', 'html', 'markdown', 'junit', 'json']);
  });

  test('as JSON gives back what was written', () => {
    const report = failing();
    writeReport(join(reports.folder, 'quick', 'report.json'), report);
    expect(JSON.parse(shown('json'))).toEqual(JSON.parse(JSON.stringify(report)));
  });
});
