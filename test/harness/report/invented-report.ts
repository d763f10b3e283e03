import {
  buildReport,
  type NotebookRun,
  type ReproductionReport,
  reportNotebook,
} from '../../../lib/harness/report/index.js';
import { baseline, metric } from '../compare/invented-results.js';

const mars = metric([85.1, 85.4, 85.2]);
const softmax = metric([71.9, 72.4, 72.1], { key: 'marc/T2/Softmax/c10_if100' });
const odd = metric([46.9], { key: 'marc/T2/MARC/c100_if200', reproduction: 'other-data' });
const extra = metric([0.5], {
  key: 'marc/T2/Ablation/gamma_0',
  unit: '',
  provenance: { origin: 'stale record', commit: '1234567890' },
});

/** A run of the invented notebook that published these metrics and judged one claim. */
export function invented(change: Partial<NotebookRun> = {}): NotebookRun {
  return {
    notebook: 'marc/table-2',
    title: 'Accuracy on CIFAR-LT',
    items: ['T2'],
    tier: 'quick',
    engineClass: 'native',
    status: 'finished',
    metrics: [mars, softmax, odd, extra],
    claims: [
      {
        key: 'marc/T2/best',
        sentence: 'MARC exceeds Softmax.',
        source: 'p. 9',
        verdict: 'supported',
        support: 1,
        predicate: 'MARC > Softmax',
        margin: 13.1,
        seeds: 3,
      },
    ],
    figures: [
      { data: [{ type: 'bar', x: ['a'], y: [1] }], layout: { title: { text: 'Bars' }, width: 400, height: 300 } },
    ],
    seconds: 75.2,
    peakMemoryBytes: 312e6,
    omissions: [{ what: 'the row LADE', reason: 'not implemented' }],
    ...change,
  };
}

const about = {
  tier: 'quick',
  engine: { name: 'native', device: 'Test CPU', instructionSet: 'AVX2', threads: 2, versions: {}, class: 'native' },
  commit: { hash: '0123456789abcdef', modified: false },
  date: '2026-03-04T05:06:07.000Z',
  omissions: [{ what: 'ImageNet-LT', reason: 'too large for this tier' }],
};

const accepted = baseline([mars, softmax, odd, extra], {
  claims: { 'marc/T2/best': { verdict: 'supported', sentence: 'MARC exceeds Softmax.' } },
});

/** The report on a run against the baseline in which the invented values were accepted. */
export function inventedReport(...runs: NotebookRun[]): ReproductionReport {
  const notebooks = runs.map((run) => reportNotebook(run, { ...accepted, notebook: run.notebook }));
  return buildReport(about, notebooks);
}

/** All is well. */
export const passing = () => inventedReport(invented());

/** MARC got worse, Softmax is missing, the claim turned, and a second notebook stopped with an error. */
export function failing(): ReproductionReport {
  const worse = metric([80, 80.1, 80.2]);
  const claims = invented().claims.map((claim) => ({
    ...claim,
    verdict: 'not supported' as const,
    support: 0,
    margin: -1,
  }));
  const stopped = invented({
    notebook: 'marc/figure-1',
    title: 'Margins',
    status: 'failed',
    metrics: [],
    claims: [],
    figures: [],
    error: { message: 'InputError: no bank\n  at cell', cell: { index: 3, source: 'await loadBank();' } },
  });
  const notebooks = [
    reportNotebook(invented({ metrics: [worse, odd, extra], claims }), accepted),
    reportNotebook(stopped, null),
  ];
  return buildReport(about, notebooks);
}
