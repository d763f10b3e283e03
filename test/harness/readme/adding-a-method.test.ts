import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identify, runKey } from '../../../lib/experiment/identity.js';
import { parseConfiguration, type RunConfigurationInput } from '../../../lib/experiment/index.js';
import { projectPath } from '../../../lib/project.js';
import { smallTraining } from '../../experiment/small-runs.js';

/** The code blocks of README's section, each with the file that was named last before it. */
function blocksOf(section: string): { language: string; file: string; code: string }[] {
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ index, 1: language, 2: code }) => {
    const files = [...section.slice(0, index).matchAll(/`(lib\/[\w/.-]+\.ts)`/g)];
    return { language: language!, file: files.at(-1)![1]!, code: code! };
  });
}

/** Puts the added lines of a difference behind the lines that they follow there. */
function patched(text: string, difference: string): string {
  let before = '';
  for (const line of difference.split('\n')) {
    if (line.startsWith('+')) {
      expect(text.split(`${before}\n`), before).toHaveLength(2);
      text = text.replace(`${before}\n`, `${before}\n${line.slice(1)}\n`);
    }
    before = line.slice(1);
  }
  return text;
}

/** Compiles single files of a project as its build does. */
function compile(project: string, files: string[]): void {
  const { config } = ts.readConfigFile(projectPath('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, project);
  const paths = files.map((file) => join(project, file));
  const program = ts.createProgram(paths, {
    ...options,
    noEmit: false,
    rootDir: project,
    outDir: join(project, 'dist'),
  });
  for (const path of paths) {
    const source = program.getSourceFile(path)!;
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    program.emit(source);
  }
}

const readme = readFileSync(projectPath('README.md'), 'utf8');
/** The configuration that the page makes a run of in a cell. */
const [, written] = /^const run = await ensureRun\((\{$[\s\S]*?^\})\);$/m.exec(readme)!;
const configuration = runInNewContext(`(${written})`) as RunConfigurationInput;
/** What the page does with its configuration as a file, before a method is added. */
const [, fieldOfFile, nameOfLoss] = /`npx longtail run my-run\.json --set (loss\.name)=([\w-]+)`/.exec(readme)!;

const [section] = readme.split('## Adding a method\n')[1]!.split('\n## ');
const [example, registration, commands] = blocksOf(section!);
const name = relative('lib/losses', example!.file).replace('.ts', '');

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'adding-a-method-'));
  for (const part of ['package.json', 'lib', 'dist/lib'])
    cpSync(projectPath(part), join(project, part), { recursive: true });
  for (const part of ['node_modules', 'build']) symlinkSync(projectPath(part), join(project, part));

  expect([example!.language, registration!.language, commands!.language]).toEqual(['ts', 'diff', 'sh']);
  expect(dirname(registration!.file)).toBe(dirname(example!.file));
  writeFileSync(join(project, example!.file), example!.code, { flag: 'wx' });
  const registry = join(project, registration!.file);
  writeFileSync(registry, patched(readFileSync(registry, 'utf8'), registration!.code));
  compile(project, [example!.file, registration!.file]);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs a Node.js program of the changed project. */
const node = (...parameters: string[]) =>
  execFileSync(process.execPath, parameters, {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, LONGTAIL_STORE: join(project, 'store') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('README’s example is one new file and two lines of the registry', () => {
  expect(registration!.code.match(/^\+/gm)).toHaveLength(2);
  expect(name).not.toContain('/');
});

test('README’s configuration takes another loss by its name alone', () => {
  expect(fieldOfFile).toBe('loss.name');
  const { loss, ...others } = JSON.parse(JSON.stringify(configuration)) as { loss: object };
  expect(parseConfiguration({ ...others, loss: { ...loss, name: nameOfLoss } })).toMatchObject({
    loss: { name: nameOfLoss },
  });
});

test('the commands beside it list the method and train with it', () => {
  writeFileSync(join(project, 'my-run.json'), JSON.stringify({ ...configuration, epochs: 1 }));
  const [listed, trained] = commands!.code
    .trim()
    .split('\n')
    .map((command) => {
      const [npx, longtail, ...parameters] = command.split(' ');
      expect([npx, longtail]).toEqual(['npx', 'longtail']);
      return node('dist/lib/harness/main.js', ...parameters);
    });
  expect(listed).toContain(`loss ${name}\n`);
  expect(listed).toMatch(/^ {2}epsilon +1 +ε, added to/m);
  expect(trained).toContain(`${name} seed-0 (run)`);
  expect(trained).toMatch(/"epsilon": 2\b/);
  expect(trained).toMatch(/^test accuracy \d+\.\d %/m);
});

test('the key of no other run changes, and its own run is keyed by its file', () => {
  const focal = smallTraining({ loss: { name: 'focal' } });
  const others: RunConfigurationInput[] = [
    smallTraining(),
    focal,
    { stage: 'two', base: focal, adjustment: { name: 'marc' }, seed: 0 },
  ];
  const keys = others.map((other) => runKey(identify(parseConfiguration(other), 'native')));
  const script = `
    const { identify, runKey } = await import('./dist/lib/experiment/identity.js');
    const { computingFiles, parseConfiguration } = await import('./dist/lib/experiment/index.js');
    const others = ${JSON.stringify(others)}.map((other) => runKey(identify(parseConfiguration(other), 'native')));
    const own = computingFiles(parseConfiguration(${JSON.stringify(smallTraining({ loss: { name } }))}));
    console.log(JSON.stringify({ others, own }));`;
  const changed = JSON.parse(node('--input-type=module', '--eval', script)) as { others: string[]; own: string[] };
  expect(changed.others).toEqual(keys);
  expect(changed.own.map((file) => relative(project, file))).toContain(example!.file);
});
