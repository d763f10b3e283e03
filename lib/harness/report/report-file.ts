import { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson, writeJson } from '../../files.js';
import { type ReproductionReport, reproductionReportSchema } from './model.js';

/** Writes the whole report as JSON, from which `readReport` and every renderer start again. */
export function writeReport(path: string, report: ReproductionReport): void {
  writeJson(path, report);
}

/** @throws InputError when the file is not a report. */
export function readReport(path: string): ReproductionReport {
  const result = reproductionReportSchema.safeParse(readJson(path));
  if (result.success) return result.data;
  const problem = z.prettifyError(result.error).split('\n')[0]!;
  throw new InputError(
    `${path} is not a reproduction report (${problem}): write it again with \`longtail reproduce\`.`,
  );
}
