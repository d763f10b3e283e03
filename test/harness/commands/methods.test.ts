import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import {
  type ListedMethod,
  listMethods,
  methodsCommand,
  methodsNamed,
  renderMethod,
} from '../../../lib/harness/commands/methods.js';
import { papers } from '../../../lib/method.js';
import { projectPath } from '../../../lib/project.js';
import { longtail } from './longtail.js';

const methods = listMethods();

/** What the command prints, without a process of its own. */
function printed(name: string | undefined, options: { json?: boolean } = {}): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  methodsCommand(name, options);
  const text = log.mock.calls.map(([line]) => line as string).join('\n');
  log.mockRestore();
  return text;
}

describe.each(methods.map((method) => [`${method.kind} ${method.name}`, method] as const))('%s', (_, method) => {
  test('has a name in kebab case, which is that of its file', () => {
    expect(method.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(existsSync(projectPath(method.file)), method.file).toBe(true);
  });

  test('tells its formula and source in one line each, and only papers that there are', () => {
    for (const text of [method.formula, method.source]) expect(text).toMatch(/^\S[^\n]*\S$/);
    expect(papers).toEqual(expect.arrayContaining([...method.papers]));
    expect(new Set(method.papers).size).toBe(method.papers.length);
  });

  test('says of every option what it means and what it may be', () => {
    for (const { name, meaning, values } of method.options) {
      expect(meaning, name).toMatch(/\w/);
      expect(values, name).toMatch(/\S/);
    }
  });
});

describe('the methods command', () => {
  test('lists every method below its room, with the papers that use it', async () => {
    const { code, stdout, stderr } = await longtail(['methods']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^loss +lib\/losses\n(?: {2}.*\n)* {2}focal .* mislas$/m);
    for (const { name } of methods) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(stdout).toContain(`${methods.length} methods.`);
  });

  test('as JSON has exactly the documented fields', () => {
    const [focal, ...others] = JSON.parse(printed('focal', { json: true })) as ListedMethod[];
    expect(others).toEqual([]);
    expect(Object.keys(focal!)).toEqual(['name', 'kind', 'file', 'formula', 'source', 'papers', 'options']);
    expect(focal!.options.find(({ name }) => name === 'gamma')).toEqual({
      name: 'gamma',
      default: 1,
      required: false,
      meaning: 'γ, how strongly well-classified samples are faded out; 0: not at all',
      values: 'number ≥ 0',
    });
    expect(JSON.parse(printed(undefined, { json: true }))).toEqual(JSON.parse(JSON.stringify(methods)));
  });

  test('tells all of one method', () => {
    const text = printed('focal');
    expect(text).toMatch(
      /^loss focal\n\nformula +\S.*\nsource +Lin et al\..*\npapers +marc, .*\nfile +lib\/losses\/focal\.ts\n/,
    );
    expect(text).toMatch(/^ {2}weighting +'outside' +w outside .* {2}'outside' \| 'inside'$/m);
  });

  test('tells what a metric needs and gives, and which option has to be given', () => {
    const [metric] = methodsNamed('accuracy-by-shot-group');
    const text = renderMethod(metric!);
    expect(text).toMatch(/^needs +logits, labels$/m);
    expect(text).toMatch(/^result +\{ many, medium, few \}, null for an empty group$/m);
    expect(text).toMatch(/^unit +fraction of one$/m);
    expect(text).toMatch(/^ {2}rule +required /m);
  });

  test('spells out what an option with parts is made of', () => {
    const [adjustment] = methodsNamed('post-hoc-logit-adjustment');
    expect(adjustment!.options.find(({ name }) => name === 'tau')!.values).toMatch(
      /^number \| \{ share: number > 0, ≤ 1; grid: list of number; /,
    );
  });

  test('tells of both where a loss and a sampler share a name', () => {
    expect(methodsNamed('class-balanced').map(({ kind }) => kind)).toEqual(['loss', 'sampler']);
  });

  test('suggests a name for one that is unknown, in one sentence', async () => {
    expect(() => methodsNamed('fokal')).toThrow(InputError);
    expect(() => methodsNamed('post-hoc')).toThrow("did you mean 'post-hoc-logit-adjustment'?");
    expect(() => methodsNamed('poly-1')).toThrow("There is no method named 'poly-1': `longtail methods` lists all.");
    const { code, stdout, stderr } = await longtail(['methods', 'fokal']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      "longtail: There is no method named 'fokal': did you mean 'focal'? `longtail methods` lists all.\n",
    );
  });
});

test('the whole list reaches a reader that takes its time', () => {
  const command = `"${process.execPath}" "${projectPath('dist/lib/harness/main.js')}" methods --json | (sleep 1; cat)`;
  const listed = JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' })) as ListedMethod[];
  expect(listed.map(({ name }) => name)).toContain('weight-norms');
});
