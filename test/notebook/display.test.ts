import * as dfd from 'danfojs-node';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FoundRun } from '../../lib/experiment/index.js';
import { methodComparisonFigure } from '../../lib/figures/index.js';
import type { DisplayMessage } from '../../lib/notebook/index.js';
import { smallTraining } from '../experiment/small-runs.js';

type NotebookRoom = typeof import('../../lib/notebook/index.js');

/** A fresh copy of the room: whether it is connected, and whether Plotly was sent, is remembered in its modules. */
async function freshRoom(): Promise<NotebookRoom> {
  vi.resetModules();
  return import('../../lib/notebook/index.js');
}

const figure = methodComparisonFigure([], { title: 'A </script> & B' });

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('in a kernel', () => {
  let room: NotebookRoom;
  let sent: { message: DisplayMessage; update: boolean }[];
  // biome-ignore lint/suspicious/noExplicitAny: what a MIME type holds depends on the type
  const bundle = (index: number) => sent[index]!.message.data as Record<string, any>;

  beforeEach(async () => {
    room = await freshRoom();
    sent = [];
    room.connectDisplay((message, update) => void sent.push({ message, update }));
  });

  test('the first figure brings Plotly, later ones use it', () => {
    room.showFigure(figure);
    room.showFigure(figure);
    expect(bundle(0)['application/vnd.plotly.v1+json']).toEqual(figure);
    expect(bundle(0)['text/html'].length).toBeGreaterThan(1e6);
    expect(bundle(1)['text/html'].length).toBeLessThan(1e5);
  });

  test("nothing in a figure's data ends its script", () => {
    room.showFigure(figure);
    room.showFigure(figure);
    expect(bundle(1)['text/html'].match(/<\/script>/g)).toHaveLength(1);
  });

  test('headless figures leave the HTML out', () => {
    vi.stubEnv('LONGTAIL_HEADLESS', '1');
    room.showFigure(figure);
    expect(Object.keys(bundle(0))).toEqual(['application/vnd.plotly.v1+json', 'text/plain']);
  });

  test('a metric carries its seeds and a readable line', () => {
    const seeds = [1, 2].map((seed) => ({ seed, value: 80 + seed }));
    room.publishMetric('marc/T2/MARC/c10_200', 81.5, { seeds, reproduction: 'shortened', configuration: 'abc' });
    expect(bundle(0)['application/vnd.longtail.metric.v1+json']).toEqual([
      {
        key: 'marc/T2/MARC/c10_200',
        value: 81.5,
        unit: '%',
        seeds,
        reproduction: 'shortened',
        configuration: 'abc',
      },
    ]);
    expect(bundle(0)['text/plain']).toBe('marc/T2/MARC/c10_200 = 81.5 % (mean of 2 seeds, shortened)');
  });

  test('a curve is published point by point and shown as one line', () => {
    const published = room.publishCurve('logit-adjustment/F2/ERM', { name: 'tau', values: [0, 3 * 0.1] }, [1, 2.5]);
    expect(published.map(({ key, value }) => [key, value])).toEqual([
      ['logit-adjustment/F2/ERM/tau-0', 1],
      ['logit-adjustment/F2/ERM/tau-0.3', 2.5],
    ]);
    expect(sent).toHaveLength(1);
    expect(bundle(0)['text/plain']).toBe('logit-adjustment/F2/ERM/tau-* = 1 2.5');
    expect(() => room.publishCurve('marc/F6', { name: 'gamma', values: [1] }, [])).toThrow('0 values at 1 places');
  });

  test('numbers from the outputs of runs are published by name, as means over the seeds', () => {
    const run = () => ({ record: { commit: { hash: null }, startedAt: '' }, provenance: 'run' }) as unknown as FoundRun;
    const result = {
      row: 'LWS',
      column: 'c10',
      label: 'CIFAR-10-LT',
      reproduction: 'shortened' as const,
      configuration: (seed: number) => smallTraining({ seed }),
      runs: [run(), run()],
    };
    const published = room.publishValues('mislas/F3/LWS/c10', result, [{ median: 1, bin: 1 }, { median: 3 }]);
    expect(published).toMatchObject([{ key: 'mislas/F3/LWS/c10/median', value: 2, reproduction: 'shortened' }]);
    expect(published[0]!.seeds).toEqual([
      { seed: 0, value: 1 },
      { seed: 1, value: 3 },
    ]);
    expect(() => room.publishValues('mislas/F3/LWS/c10', result, [{ median: 1 }])).toThrow('of 1 seeds');
    expect(published).toHaveLength(1);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a metric cannot be %s, and nothing is published then', (value) => {
    expect(() => room.publishMetric('marc/T2', value)).toThrow(`Metric 'marc/T2' is ${value}`);
    expect(() => room.publishMetric('marc/T2', 1, { seeds: [{ seed: 3, value }] })).toThrow('seed 3');
    expect(sent).toEqual([]);
  });

  test.each(['marc', 'marc//T2', '/T2', 'marc/ T2'])("'%s' is no key", (key) => {
    expect(() => room.publishMetric(key, 1)).toThrow('is not a key');
    expect(() => room.publishClaim(key, 'supported', { sentence: 's' })).toThrow('is not a key');
  });

  test('a claim carries sentence and verdict', () => {
    room.publishClaim('marc/tail', 'not supported', { sentence: 'The tail gains.', support: 0.4 });
    expect(bundle(0)['application/vnd.longtail.claim.v1+json']).toMatchObject({
      key: 'marc/tail',
      verdict: 'not supported',
      sentence: 'The tail gains.',
      support: 0.4,
    });
    expect(bundle(0)['text/plain']).toContain('40 % of the bootstrap samples');
  });

  test('a table of objects escapes its cells, rounds, and says what it leaves out', () => {
    room.showTable(
      [
        { a: '<b>', x: 1.234 },
        { a: 'y', x: null },
        { a: 'z', x: 2 },
      ],
      { maxRows: 2, digits: 1 },
    );
    expect(bundle(0)['text/html']).toContain('&lt;b&gt;');
    expect(bundle(0)['text/plain']).toBe(
      ['a      x', '───  ───', '<b>  1.2', 'y      –', '… 1 of 3 rows are not shown'].join('\n'),
    );
  });

  test('small numbers do not round to zero', () => {
    room.showTable([{ learningRate: 0.0005 }]);
    expect(bundle(0)['text/plain']).toContain('0.00050');
  });

  test('a danfo.js frame shows its columns, and its index when it has one', () => {
    room.showTable(new dfd.DataFrame({ method: ['Softmax', 'MARC'], accuracy: [38.25, 46] }));
    room.showTable(new dfd.DataFrame([[1], [2]], { columns: ['n'], index: ['first', 'second'] }));
    expect(bundle(0)['text/plain'].split('\n')[2]).toBe('Softmax     38.25');
    expect(bundle(1)['text/plain'].split('\n').at(-1)).toBe('second  2');
  });

  test('showTable refuses other values', () => {
    expect(() => room.showTable([1, 2] as never)).toThrow('needs a DataFrame or an array of objects');
    expect(() => room.showTable(7 as never)).toThrow('needs a DataFrame or an array of objects');
  });

  test('progress is drawn once and then redrawn in place', () => {
    const progress = room.showProgress('epochs', { total: 3, intervalMilliseconds: 0 });
    progress.update(1, 'loss 2.0');
    progress.finish();
    progress.update(2);
    expect(sent.map(({ update }) => update)).toEqual([false, true, true]);
    expect(new Set(sent.map(({ message }) => message.transient.display_id)).size).toBe(1);
    expect(bundle(1)['text/plain']).toMatch(/^epochs 1\/3 · .* · loss 2\.0$/);
  });
});

describe('outside a kernel', () => {
  test('everything is printed as text', async () => {
    const room = await freshRoom();
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    room.showFigure(figure);
    room.publishMetric('marc/T2', 1, { unit: '' });
    room.showTable([{ a: 1 }]);
    room.showProgress('epochs', { total: 1 }).finish();
    const lines = log.mock.calls.map(([text]) => text);
    expect(lines.slice(0, 3)).toEqual(['[figure: A  & B]', 'marc/T2 = 1 (full protocol)', 'a\n─\n1']);
    expect(lines[3]).toContain('epochs 0/1');
  });
});
