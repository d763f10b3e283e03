import { existsSync } from 'node:fs';
import { InputError } from '../../errors.js';
import type { Tier } from '../../experiment/index.js';
import {
  type ReproductionReport,
  readReport,
  renderHtml,
  renderJUnit,
  renderMarkdown,
  renderTerminal,
} from '../report/index.js';
import { reportFile } from '../reproduction/reproduce.js';

const renderers = {
  terminal: (report: ReproductionReport) => renderTerminal(report, { verbose: true }),
  html: renderHtml,
  markdown: renderMarkdown,
  junit: renderJUnit,
  json: (report: ReproductionReport) => JSON.stringify(report, null, 2),
};

export type ReportFormat = keyof typeof renderers;
export const reportFormats = Object.keys(renderers) as ReportFormat[];

/** `longtail report`: the last report of a tier again, in any format, on standard output. */
export function reportCommand({ tier, format }: { tier: Tier; format: ReportFormat }): void {
  const file = reportFile(tier);
  if (!existsSync(file)) {
    throw new InputError(
      `There is no report of the tier ${tier} yet: run \`longtail reproduce --tier ${tier}\` first.`,
    );
  }
  console.log(renderers[format](readReport(file)).trimEnd());
}
