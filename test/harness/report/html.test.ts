import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../lib/harness/report/index.js';
import { metric } from '../compare/invented-results.js';
import { failing, invented, inventedReport, passing } from './invented-report.js';

/** The page without Plotly itself. */
const withoutPlotly = (page: string) => page.replace(/<script>[\s\S]*?<\/script>/, '');

describe('renderHtml', () => {
  it('is one page that loads nothing', () => {
    const page = renderHtml(passing());
    expect(page.startsWith('<!doctype html>')).toBe(true);
    expect(withoutPlotly(page)).not.toMatch(/https?:\/\/|<[^>]*\ssrc=|<link\b|@import|url\(/);
  });

  it('inlines Plotly once, and not at all without figures', () => {
    expect(renderHtml(inventedReport(invented(), invented({ notebook: 'marc/other' }))).length).toBeLessThan(1_700_000);
    expect(renderHtml(inventedReport(invented({ figures: [] }))).length).toBeLessThan(100_000);
  });

  it('escapes every text that comes from outside', () => {
    const evil = '</script><script>alert("x")</script><!--\'&';
    const run = invented({
      title: evil,
      reason: evil,
      status: 'failed',
      items: [evil],
      metrics: [metric([1], { key: `marc/T2/${evil}`, unit: evil })],
      claims: [{ ...invented().claims[0]!, sentence: evil, source: evil, predicate: evil, remark: evil, key: evil }],
      figures: [{ data: [{ name: evil }], layout: { title: { text: evil } } }],
      omissions: [{ what: evil, reason: evil }],
      error: { message: evil, cell: { index: 0, source: evil } },
    });
    const report = { ...inventedReport(run), tier: evil, date: evil, omissions: [{ what: evil, reason: evil }] };
    const page = withoutPlotly(renderHtml({ ...report, engine: { ...report.engine, device: evil } }));
    expect(page).not.toContain('alert("x")');
    expect(page).not.toContain('<!--');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)');
  });

  it('gives every figure a place of its own and its data', () => {
    const twice = invented({ figures: [...invented().figures, ...invented().figures] });
    const page = withoutPlotly(renderHtml(inventedReport(twice)));
    const places = [...page.matchAll(/class="paper-white" id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(places).size).toBe(2);
    const data = JSON.parse(page.match(/id="figures">(.*?)<\/script>/)![1]!);
    expect(Object.keys(data)).toEqual(places);
    expect(data[places[0]!]).toEqual(invented().figures[0]);
  });

  it('colours only what may be expected to equal the paper', () => {
    const cells = (reproduction: 'shortened' | 'other-data' | 'simulated') =>
      renderHtml(inventedReport(invented({ figures: [], metrics: [metric([85.3], { reproduction })] })));
    expect(cells('shortened')).toMatch(/<td class="match/);
    for (const kind of ['other-data', 'simulated'] as const) expect(cells(kind)).not.toMatch(/<td class="match/);
    expect(cells('simulated')).toContain('85.30 simulated');
  });

  it('shows failures with their reasons', () => {
    const page = renderHtml(failing());
    for (const part of ['Error in cell 4', 'no bank', 'notebook failed', 'was supported and is now not supported'])
      expect(page).toContain(part);
    expect(page).toMatch(/<td class="[^"]*failed"/);
    expect(page).toContain('<details open>');
  });
});
