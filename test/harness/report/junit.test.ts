import { describe, expect, it } from 'vitest';
import { renderJUnit } from '../../../lib/harness/report/index.js';
import { metric } from '../compare/invented-results.js';
import { failing, invented, inventedReport, passing } from './invented-report.js';

/** Element names of a document in order; throws when tags do not nest, or a character or entity is not XML's. */
function parseXml(document: string): string[] {
  const illegal = document.match(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  if (illegal) throw new Error(`character ${illegal[0].codePointAt(0)}`);
  if (/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(document)) throw new Error('bare ampersand');
  const open: string[] = [];
  const seen: string[] = [];
  const body = document.replace(/^<\?xml [^?]*\?>/, '');
  const tag = /<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g;
  for (const [, closing, name, , empty] of body.matchAll(tag)) {
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    seen.push(name!);
    if (!empty) open.push(name!);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> stays open`);
  if (/[<>]/.test(body.replace(tag, ''))) throw new Error('stray bracket');
  return seen;
}

describe('renderJUnit', () => {
  it('has a case for the notebook, and one for every metric and claim', () => {
    const names = parseXml(renderJUnit(passing()));
    expect(names.filter((name) => name === 'testcase')).toHaveLength(1 + 4 + 1);
    expect(names).not.toContain('failure');
    expect(renderJUnit(passing())).toContain('tests="6" failures="0" errors="0" skipped="0" time="75.200"');
  });

  it('counts what failed', () => {
    const document = renderJUnit(failing());
    const names = parseXml(document);
    expect(names.filter((name) => name === 'failure')).toHaveLength(3);
    expect(names.filter((name) => name === 'error')).toHaveLength(1);
    expect(document).toMatch(/<testsuites [^>]*tests="7" failures="3" errors="1"/);
    expect(document).toContain('<failure type="missing"');
  });

  it('fails a notebook in which nothing was compared', () => {
    const document = renderJUnit(inventedReport(invented({ metrics: [], claims: [] })));
    expect(document).toContain('type="nothing compared"');
  });

  it('marks a skipped notebook', () => {
    const { notebooks, ...rest } = passing();
    const gate = { passed: true, compared: 0, problems: [], unusedTolerances: [] };
    const skipped = {
      ...notebooks[0]!,
      status: 'skipped' as const,
      reason: 'needs <data>',
      metrics: [],
      claims: [],
      gate,
    };
    const document = renderJUnit({ ...rest, notebooks: [skipped] });
    expect(parseXml(document)).toContain('skipped');
    expect(document).toContain('needs &lt;data&gt;');
  });

  it('stays well-formed whatever a notebook says', () => {
    const evil = `]]>&"'<a\u0000\u0008\u001b[31m\ufffe\ud800</failure>`;
    const run = invented({
      notebook: 'marc/x',
      status: 'failed',
      metrics: [metric([1], { key: `marc/${evil}` })],
      claims: [{ ...invented().claims[0]!, key: evil, sentence: evil }],
      error: { message: evil, cell: { index: 0, source: evil } },
    });
    expect(() => parseXml(renderJUnit(inventedReport(run)))).not.toThrow();
  });
});
