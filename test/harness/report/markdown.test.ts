import { describe, expect, it } from 'vitest';
import { paperTables, renderMarkdown, renderMarkdownTable } from '../../../lib/harness/report/index.js';
import { failing, invented, inventedReport, passing } from './invented-report.js';

describe('renderMarkdownTable', () => {
  it('holds the reproduced rows with the printed values', () => {
    const [table] = paperTables(passing().notebooks[0]!);
    expect(renderMarkdownTable(table!)).toMatchInlineSnapshot(`
      "## marc T2: Accuracy on CIFAR-LT

      top-1 accuracy %; reproduced (printed). Reproduction: shortened, other data. 13 printed rows not reproduced.

      |  | c10\\_if100 | c10\\_if200 | c100\\_if100 | c100\\_if200 |
      | --- | ---: | ---: | ---: | ---: |
      | Softmax | 72.13 ± 0.25 (78.7) | (74.4) | (45.3) | (41.0) |
      | MARC | 85.23 ± 0.15 (85.3) | (81.1) | (50.8) | 46.90 (47.4) |"
    `);
  });
});

describe('renderMarkdown', () => {
  it('says first whether it passed, and lists failures', () => {
    expect(renderMarkdown(passing())).toMatch(/^# ✅ Reproduction/);
    const text = renderMarkdown(failing());
    expect(text).toMatch(/^# ❌ Reproduction/);
    expect(text).toContain('marc/T2/Softmax/c10\\_if100: missing.');
    expect(text).toContain('error in cell 4: InputError: no bank');
    expect(text).toContain('## Left out in tier quick');
  });

  it('lets no text break out of its cell or its line', () => {
    const claims = [{ ...invented().claims[0]!, sentence: 'a | b\n\n# c <script> `d`' }];
    const text = renderMarkdown(inventedReport(invented({ claims })));
    expect(text).toContain('a \\| b \\# c \\<script\\> \\`d\\`');
  });
});
