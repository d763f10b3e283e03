import { describe, expect, test } from 'vitest';
import { longtail } from './longtail.js';

describe('the command line', () => {
  test('lists its verbs with what they do', async () => {
    const { code, stdout, stderr } = await longtail(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const verb of ['reproduce', 'accept', 'report', 'list', 'methods', 'doctor', 'data', 'run', 'lab'])
      expect(stdout).toMatch(new RegExp(`^  ${verb}\\b.* {2}\\w`, 'm'));
  });

  test.each([
    ['an unknown command', ['reprduce'], "unknown command 'reprduce'", 'Did you mean reproduce?'],
    ['an unknown option', ['list', '--jsn'], "unknown option '--jsn'", 'Did you mean --json?'],
    ['an unknown tier', ['reproduce', '--tier', 'fast'], "argument 'fast' is invalid", 'quick, cpu, paper'],
    ['no jobs', ['reproduce', '--jobs', '0'], "argument '0' is invalid", 'a whole number of at least 1'],
    [
      'a notebook that there is not',
      ['reproduce', 'marc/tabel-2'],
      'No notebook matches "marc/tabel-2"',
      'marc/table-2',
    ],
  ])('refuses %s on standard error, with a suggestion and without a stack', async (_, parameters, problem, hint) => {
    const { code, stdout, stderr } = await longtail(parameters);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(problem);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('never accepts baselines in continuous integration', async () => {
    const { code, stdout, stderr } = await longtail(['accept', 'marc/table-2'], { CI: 'true' });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'longtail: Baselines are not accepted when CI is set: accept them on your own machine and commit them.\n',
    );
  });
});
