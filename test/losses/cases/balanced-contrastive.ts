import type { LossCases } from '../cases.js';
import { averaged, isOf, meanOfAnchors, prototypesOf, pull, samplesOf } from '../contrastive-reference.js';
import { type Reference, sum } from '../reference.js';

const balanced =
  (temperature: number, { withAnchor = false } = {}): Reference =>
  (batch) => {
    const [samples, prototypes] = [samplesOf(batch), prototypesOf(batch)];
    return meanOfAnchors(samples, [...samples, ...prototypes], temperature, (comparison) => {
      const { anchor, others, similarity } = comparison;
      const averaging = withAnchor ? [...others, anchor] : others;
      const totals = prototypes.map(() => ({ total: 0, count: 0 }));
      for (const each of averaging) {
        totals[each.label]!.total += similarity(each);
        totals[each.label]!.count++;
      }
      const averagesOfClasses = totals.map(({ total, count }) => total / count);
      const positives = others.filter(isOf(anchor.label));
      return averaged(pull(positives, comparison, sum(averagesOfClasses)), positives.length);
    });
  };

export default {
  wholeBatch: true,
  inputs: {
    features: { rows: 'samples', columns: 5, unitRows: true },
    prototypes: { rows: 'classes', columns: 5, unitRows: true },
  },
  rows: [
    { reference: balanced(0.1) },
    { options: { ownClass: 'with-anchor', temperature: 0.5 }, reference: balanced(0.5, { withAnchor: true }) },
  ],
} satisfies LossCases;
