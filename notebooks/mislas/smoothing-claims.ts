/** The sentences of the MiSLAS paper about ε_1, ε_K and the form of f, as predicates over published metrics: Figures 5, 6 and 8. */
import { type Claim, equals, exceeds, increasesAlong, type Predicate } from '../../lib/harness/compare/index.js';
import { claim } from './comparisons.js';
import { accuracyKey, formCounts, formsOf, gainKey, markedCells } from './keys.js';
import { exponents, formOptions } from './rows.js';

export function claimsOfFigure5(column: string): Claim[] {
  const source = 'section 4.2, how ε_1 and ε_K affect label-aware smoothing';
  const marked = markedCells[column]!;
  return [
    claim(
      'F5/marked-cell-better-than-cross-entropy',
      column,
      { sentence: 'The accuracy is further improved at the ε_1 and ε_K that the paper picks', source },
      [marked.replace('_', ' and ')],
      exceeds(gainKey(column, marked), 0),
    ),
  ];
}

/** What is exact about the forms of f. */
export function claimsOfForms(item: 'F6' | 'F8'): Claim[] {
  const forms = item === 'F6' ? 'section 3.2 and eq. 3' : 'section 3.2 and appendix B, eq. 7';
  const exact = (name: string, sentence: string, predicate: Predicate, source = forms): Claim => ({
    key: `mislas/${item}/${name}`,
    sentence: `${sentence}.`,
    source,
    predicate,
  });
  const { epsilonHead, epsilonTail } = formOptions;
  return [
    ...formsOf[item].flatMap((form) => {
      const curve = formCounts.map((count) => `mislas/${item}/f-${form}/N-${count}`);
      return [
        exact(
          `${form}-rises-with-N`,
          `For large N_y label-aware smoothing allocates a strong smoothing factor (here: ${form})`,
          increasesAlong(curve, { atLeast: 0.999 }),
        ),
        exact(
          `${form}-begins-at-epsilon-K`,
          `The smallest class is smoothed by ε_K (here: ${form})`,
          equals(curve[0]!, epsilonTail, { within: 1e-12 }),
        ),
        exact(
          `${form}-ends-at-epsilon-1`,
          `The largest class is smoothed by ε_1 (here: ${form})`,
          equals(curve.at(-1)!, epsilonHead, { within: 1e-12 }),
        ),
      ];
    }),
    ...(item === 'F6'
      ? [
          exact(
            'concave-above-linear',
            'The concave form smooths every class between the largest and the smallest more than the linear one',
            exceeds('mislas/F6/least-difference/concave-linear', 0),
          ),
          exact(
            'linear-above-convex',
            'The linear form smooths every class between the largest and the smallest more than the convex one',
            exceeds('mislas/F6/least-difference/linear-convex', 0),
          ),
          ...(['head', 'tail'] as const).map((end) =>
            exact(
              `finite-optimum-${end}`,
              `Label-aware smoothing encourages a finite output, at which the label's probability is 1 − ε_y (here: ${end})`,
              equals(`mislas/F6/probability-at-optimum/${end}`, 1 - (end === 'head' ? epsilonHead : epsilonTail), {
                within: 1e-12,
              }),
              'eq. 2 and appendix E',
            ),
          ),
        ]
      : exponents.map((p) =>
          exact(
            `p=${p}-is-${p < 1 ? 'concave' : 'convex'}`,
            `We get the concave related function when setting p < 1 and convex function otherwise (here: p = ${p})`,
            exceeds(`mislas/F8/least-bend/p=${p}`, 0),
            'appendix B, eq. 7',
          ),
        )),
  ];
}

/** What is measured in stage two with the forms: rows of Figure 6, or those and the exponents of Figure 8. */
export function claimsOfFormAccuracy(item: 'F6' | 'F8', column: string): Claim[] {
  const best = {
    sentence: 'The concave form achieves the best result',
    source: item === 'F6' ? 'section 4.2 and Figure 6' : 'appendix B',
  };
  const others = item === 'F6' ? ['linear', 'convex'] : formsOf.F8;
  return [
    ...others.map((row) =>
      claim(
        `${item}/concave-better-than-${row}`,
        column,
        best,
        [`beside ${row}`],
        exceeds(accuracyKey(item, 'concave', column), accuracyKey(item, row, column)),
      ),
    ),
    claim(
      `${item}/forms-matter-less-than-epsilons`,
      column,
      {
        sentence: 'The gain of changing the form is quite limited compared with varying ε_1 and ε_K',
        source: 'section 4.2, how f affects label-aware smoothing',
      },
      ['largest less smallest accuracy'],
      exceeds(`mislas/F5/spread/${column}`, `mislas/${item}/spread/${column}`),
    ),
  ];
}
