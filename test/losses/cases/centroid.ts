import type { LossCases } from '../cases.js';
import { distance, squaredDistance } from '../distance-reference.js';
import { type Batch, mean, meanOf, type Reference, type Row, sum } from '../reference.js';

const distances = ({ inputs }: Batch, sample: number, measure: (a: Row, b: Row) => number) =>
  inputs.prototypes!.map((centroid) => measure(inputs.features![sample]!, centroid));

const largeMargin = (margin: number) =>
  meanOf((_, label, batch, sample) => {
    const ofSample = distances(batch, sample, distance);
    return Math.max(0, 2 * ofSample[label]! - sum(ofSample) + margin);
  });

const attractAndRepel =
  (margin: number, repulsion: number): Reference =>
  (batch) => {
    const ofSamples = batch.labels.map((_, i) => distances(batch, i, squaredDistance));
    const own = ofSamples.map((ofSample, i) => ofSample[batch.labels[i]!]!);
    const others = ofSamples.map((ofSample, i) => (sum(ofSample) - own[i]!) / ofSample.length);
    return mean(own) / 2 + repulsion * Math.max(0, margin - mean(others));
  };

export default {
  inputs: { features: { rows: 'samples', columns: 5 }, prototypes: { rows: 'classes', columns: 5 } },
  rows: [
    { reference: largeMargin(5) },
    { options: { margin: 30 }, reference: largeMargin(30) },
    { options: { form: 'attract-and-repel', margin: 10 }, reference: attractAndRepel(10, 0.01), wholeBatch: true },
    {
      options: { form: 'attract-and-repel', margin: 40, repulsion: 0.5 },
      reference: attractAndRepel(40, 0.5),
      wholeBatch: true,
    },
  ],
} satisfies LossCases;
