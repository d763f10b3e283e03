import { describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { cellFailure, thrownFailure } from '../../../lib/harness/kernel/cell-failure.js';
import { warnOfStaleLibrary } from '../../../lib/harness/kernel/stale-library.js';
import { StreamGathering, streamWriter } from '../../../lib/harness/kernel/stream-gathering.js';
import { type TslabModules, tslabModules } from '../../../lib/harness/kernel/tslab-modules.js';
import { decodeMessage, encodeMessage, request } from '../../../lib/harness/kernel/wire.js';

describe('wire', () => {
  const message = request('session', 'execute_request', { code: '"ü"' });
  const frames = () => encodeMessage('key', message).map((frame) => Buffer.from(frame));

  test('a message survives the way, behind routing frames too', () => {
    expect(decodeMessage('key', [Buffer.from('identity'), ...frames()])).toEqual(message);
  });

  test('a wrong key or a changed frame is refused', () => {
    expect(() => decodeMessage('other', frames())).toThrow('wrong signature');
    const changed = frames();
    changed[5] = Buffer.from('{"code":"2"}');
    expect(() => decodeMessage('key', changed)).toThrow('wrong signature');
    expect(() => decodeMessage('key', frames().slice(1))).toThrow('no Jupyter message');
  });
});

describe('StreamGathering', () => {
  test('gathers writes, keeps the order of the streams, and flushes before a timer does', () => {
    const sent: string[] = [];
    const streams = new StreamGathering((name, text) => void sent.push(`${name}:${text}`));
    streams.write('stdout', 'a');
    streams.write('stdout', 'b');
    streams.write('stderr', 'c');
    streams.write('stdout', 'd');
    streams.flush();
    streams.flush();
    expect(sent).toEqual(['stdout:ab', 'stderr:c', 'stdout:d']);
  });

  test('publishes by itself after a moment', () => {
    vi.useFakeTimers();
    const publish = vi.fn();
    new StreamGathering(publish).write('stdout', 'a');
    vi.advanceTimersByTime(100);
    expect(publish).toHaveBeenCalledExactlyOnceWith('stdout', 'a');
    vi.useRealTimers();
  });

  test('drops what is beyond all measure, and says so once', () => {
    let length = 0;
    let notices = 0;
    const streams = new StreamGathering((_, text) => {
      length += text.length;
      if (text.includes('the kernel dropped')) notices++;
    });
    const megabyte = 'x'.repeat(1e6);
    for (let i = 0; i < 80; i++) streams.write('stdout', megabyte);
    streams.flush();
    expect(length).toBeLessThan(65e6);
    expect(notices).toBe(1);
  });
});

test('the stream writer joins bytes of one character and calls back', async () => {
  const texts: string[] = [];
  const write = streamWriter('stdout', (_, text) => void texts.push(text));
  const bytes = Buffer.from('ü');
  write(bytes.subarray(0, 1));
  await new Promise<void>((resolve) => write(bytes.subarray(1), () => resolve()));
  expect(texts.join('')).toBe('ü');
});

describe('cell failures', () => {
  test('an error gives name, message and a stack without the frames of the kernel', () => {
    const failure = cellFailure([[new TypeError('bad')]]);
    expect(failure).toMatchObject({ ename: 'TypeError', evalue: 'bad' });
    expect(failure.traceback[0]).toBe('TypeError: bad');
    expect(failure.traceback.join('\n')).not.toContain('node:');
  });

  test.each([['text'], [null], [{ a: 1 }], [undefined]])('%j can be thrown too', (thrown) => {
    expect(thrownFailure(thrown)).toMatchObject({ ename: 'Thrown value' });
  });

  test('type errors are listed', () => {
    const failure = cellFailure([
      ['%s%d:%d - %s', '', 1, 2, 'first'],
      ['%s%d:%d - %s', 'lib/a.ts ', 3, 4, 'second'],
    ]);
    expect(failure).toEqual({
      ename: 'TypeScriptError',
      evalue: '1:2 - first',
      traceback: ['1:2 - first', 'lib/a.ts 3:4 - second'],
    });
  });
});

describe('a library that was built after the kernel started', () => {
  const importing = "import { marc } from 'longtail-lab/adjustment';";

  async function warnings(built: number, ...cells: string[]): Promise<number> {
    const prototype = { handleExecuteImpl: async () => 'done' };
    warnOfStaleLibrary({ jupyter: { JupyterHandlerImpl: { prototype } } } as unknown as TslabModules, () => built);
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const execute = prototype.handleExecuteImpl as (request: { code: string }) => Promise<string>;
    for (const code of cells) expect(await execute({ code })).toBe('done');
    const count = error.mock.calls.length;
    error.mockRestore();
    return count;
  }

  test('is warned of once, at the first import', async () => {
    expect(await warnings(Date.now() + 1e6, '1 + 1', importing, importing)).toBe(1);
  });

  test('is not warned of without need', async () => {
    expect(await warnings(Date.now() + 1e6, '1 + 1')).toBe(0);
    expect(await warnings(0, importing)).toBe(0);
  });
});

describe('an installation without a usable tslab', () => {
  const requireOf = (modules: Record<string, unknown>) =>
    Object.assign(
      (name: string) => {
        if (name in modules) return modules[name];
        throw new Error(`Cannot find module '${name}'\nRequire stack: …`);
      },
      { resolve: (name: string) => name, cache: {} },
    ) as unknown as NodeJS.Require;

  test.each([
    ['missing', {}, "cannot load tslab/package.json (Cannot find module 'tslab/package.json'): run `npm ci`"],
    ['of another release', { 'tslab/package.json': { version: '2.0.0' } }, 'needs tslab 1.0.22 and found 2.0.0'],
  ])('that is %s is one sentence', (_, modules, message) => {
    expect(() => tslabModules(requireOf(modules))).toThrow(InputError);
    expect(() => tslabModules(requireOf(modules))).toThrow(message);
  });

  test('that lacks a file is one sentence when the file is needed', () => {
    const tslab = tslabModules(requireOf({ 'tslab/package.json': { version: '1.0.22' } }));
    expect(() => tslab.main).toThrow('cannot load tslab/dist/main.js');
  });
});
