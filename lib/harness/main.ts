#!/usr/bin/env node
import { Argument, Command, Option } from 'commander';
import { datasetNames } from '../data/index.js';
import { InputError } from '../errors.js';
import { readJson } from '../files.js';
import { projectPath } from '../project.js';
import { acceptCommand } from './commands/accept.js';
import { confirmCommand } from './commands/confirm.js';
import { dataCommand } from './commands/data.js';
import { diagnose, renderDiagnosis } from './commands/doctor.js';
import { labCommand } from './commands/lab.js';
import { listEverything, renderList } from './commands/list.js';
import { methodsCommand } from './commands/methods.js';
import {
  engineOption,
  freshExecutionOption,
  freshOption,
  jobsOption,
  jsonOption,
  positiveInteger,
  recordedOption,
  seedsOption,
  tierOption,
} from './commands/options.js';
import { planCommand } from './commands/plan.js';
import { readmeCommand } from './commands/readme.js';
import { reportCommand, reportFormats } from './commands/report.js';
import { reproduceCommand } from './commands/reproduce.js';
import { runCommand } from './commands/run.js';

const { version } = readJson<{ version: string }>(projectPath('package.json'));

const program = new Command('longtail')
  .description(
    'Re-executes the tables and figures of five long-tailed recognition papers and compares what it measures.',
  )
  .version(version)
  .showHelpAfterError('(longtail --help lists the commands)');

const globs = () => new Argument('[notebook...]', "which notebooks, such as marc/table-2, marc/T2 or 'marc/*'");

function reproducing(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .addArgument(globs())
    .addOption(tierOption())
    .addOption(seedsOption())
    .addOption(jobsOption())
    .addOption(freshExecutionOption())
    .addOption(recordedOption())
    .addOption(engineOption())
    .addOption(
      new Option('--cell-timeout <seconds>', 'longest time of a notebook cell').argParser(positiveInteger).default(600),
    );
}

reproducing('reproduce', 'make the runs, execute the notebooks, compare, report; exit 0 only when all agrees')
  .option('--verbose', 'show every metric and claim, not only those that fail')
  .addOption(jsonOption())
  .action(reproduceCommand);

reproducing('accept', 'reproduce, then make what was measured the new baselines').action(acceptCommand);

program
  .command('report')
  .description('show the last report of a tier again')
  .addOption(tierOption())
  .addOption(new Option('--format <format>', 'how').choices(reportFormats).default('terminal'))
  .option('--json', 'the same as --format json')
  .action(({ tier, format, json }) => reportCommand({ tier, format: json ? 'json' : format }));

program
  .command('list')
  .description('list every table and figure of the papers and what was measured of it')
  .addOption(jsonOption())
  .action(async ({ json }) => {
    const items = await listEverything();
    console.log(json ? JSON.stringify(items, null, 2) : renderList(items));
  });

program
  .command('plan')
  .description('tell how many runs the notebooks need, how many are at hand, and what the rest costs')
  .addArgument(globs())
  .addOption(tierOption())
  .addOption(seedsOption())
  .addOption(engineOption())
  .addOption(jsonOption())
  .action(planCommand);

program
  .command('methods')
  .description('list every loss, sampler, augmentation, mixing, adjustment, training and metric, or tell all of one')
  .argument('[name]', 'method, such as focal')
  .addOption(jsonOption())
  .action(methodsCommand);

program
  .command('doctor')
  .description('tell which engines, data sets and tools work here')
  .addOption(engineOption())
  .addOption(jsonOption())
  .action(async ({ engine, json }) => {
    const diagnosis = await diagnose({ engine });
    console.log(json ? JSON.stringify(diagnosis, null, 2) : renderDiagnosis(diagnosis));
    if (diagnosis.engine === null || !diagnosis.kernel.ready) process.exitCode = 1;
  });

program
  .command('data')
  .description('download, verify and unpack a data set; without a name, tell which are there')
  .addArgument(new Argument('[name]', 'data set').choices(datasetNames))
  .option('--from <path>', 'take the files from this folder or archive instead of downloading')
  .option(
    '--folder <folder>',
    'where data sets are kept (default: LONGTAIL_DATA, or data/ of the project); other commands look there only if LONGTAIL_DATA names it',
  )
  .addOption(jsonOption())
  .action(dataCommand);

program
  .command('confirm')
  .description('train the first epochs of recorded runs again and keep the records that agree for today’s code')
  .addArgument(globs())
  .addOption(tierOption().default('cpu'))
  .addOption(new Option('--epochs <count>', 'how many epochs are trained again').argParser(positiveInteger).default(1))
  .addOption(engineOption())
  .action(confirmCommand);

program
  .command('run')
  .description('make one run from a configuration file, or those of a row of a table, and show their records')
  .argument(
    '<run>',
    'JSON file with a configuration, which --tier does not change, or a row or cell such as marc/T2/MARC/c10_if100',
  )
  .addOption(tierOption())
  .addOption(seedsOption())
  .option(
    '--set <path=value>',
    'change a field; may be given again',
    (value, previous: string[]) => [...previous, value],
    [],
  )
  .addOption(freshOption())
  .addOption(engineOption())
  .addOption(jsonOption())
  .action(runCommand);

program
  .command('readme')
  .description('write the README’s results, and the page of each paper, from what is committed')
  .option('--check', 'only tell whether they are right')
  .action(readmeCommand);

program
  .command('lab')
  .description('open the notebooks in Jupyter with the project’s kernel')
  .argument('[jupyter...]', 'options for `jupyter notebook`, after --')
  .action(labCommand);

// Ending through `exit` lets kernels and workers be taken along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

program
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof InputError ? `longtail: ${error.message}` : error);
    process.exitCode = 1;
  })
  // Worker threads and sockets of the engine do not hold the process up, but what a pipe has not taken yet does.
  .finally(() => process.stdout.write('', () => process.exit()));
