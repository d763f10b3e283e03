import { join, relative } from 'node:path';
import type { EngineName } from '../../engine/index.js';
import type { Tier } from '../../experiment/index.js';
import { writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import { type RecipeNotebook, selectNotebooks } from '../recipes.js';
import {
  exitCode,
  type ReproductionReport,
  renderHtml,
  renderJUnit,
  renderMarkdown,
  renderTerminal,
  writeReport,
} from '../report/index.js';
import { ProgressLine } from '../reproduction/progress-line.js';
import { type Reproduction, reportFile, reportFolder, reproduce } from '../reproduction/reproduce.js';

export interface ReproduceCommandOptions {
  tier: Tier;
  seeds?: number;
  jobs?: number;
  fresh?: boolean;
  recorded?: boolean;
  engine?: EngineName | 'auto';
  json?: boolean;
  verbose?: boolean;
  cellTimeout?: number;
}

/** Reproduces the notebooks that the globs select and writes the report in every format under `reports/<tier>`. */
export async function reproduceSelected(
  globs: string[],
  options: ReproduceCommandOptions,
): Promise<Reproduction & { notebooks: RecipeNotebook[] }> {
  const notebooks = await selectNotebooks(globs.length > 0 ? globs : ['*']);
  const { cellTimeout: cellTimeoutSeconds, json: _json, verbose: _verbose, ...rest } = options;
  const reproduction = await reproduce(notebooks, { ...rest, cellTimeoutSeconds, progress: new ProgressLine() });
  writeReports(reproduction.report, options.tier);
  return { ...reproduction, notebooks };
}

function writeReports(report: ReproductionReport, tier: Tier): void {
  const folder = reportFolder(tier);
  writeReport(reportFile(tier), report);
  writeFileSafely(join(folder, 'index.html'), renderHtml(report));
  writeFileSafely(join(folder, 'report.md'), renderMarkdown(report));
  writeFileSafely(join(folder, 'junit.xml'), renderJUnit(report));
}

/** `longtail reproduce`: the exit code is 0 only when everything gated passed. */
export async function reproduceCommand(globs: string[], options: ReproduceCommandOptions): Promise<void> {
  const { report } = await reproduceSelected(globs, options);
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else {
    console.log(renderTerminal(report, { verbose: options.verbose }).trimEnd());
    console.log(
      `The page with the figures: ${relative(projectPath(), join(reportFolder(options.tier), 'index.html'))}`,
    );
  }
  process.exitCode = exitCode(report);
}
