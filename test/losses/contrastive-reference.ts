import { type Batch, mean, type Reference, type Row, sum } from './reference.js';

const dot = (a: Row, b: Row) => sum(a.map((value, i) => value * b[i]!));
const exp = (exponent: number) => Math.exp(exponent);

export interface Sample {
  embedding: Row;
  label: number;
  /** Which image of the batch it shows. */
  image?: number;
}

/** The embeddings of a batch with one view of each image. */
export const samplesOf = ({ inputs, labels }: Batch): Sample[] =>
  inputs.features!.map((embedding, image) => ({ embedding, label: labels[image]!, image }));

export const prototypesOf = ({ inputs }: Batch): Sample[] =>
  inputs.prototypes!.map((embedding, label) => ({ embedding, label }));

/** What an anchor i is compared with, given whole; `classes` are the K classes. */
export interface Comparison {
  anchor: Sample;
  /** All contrasts but the anchor itself. */
  others: readonly Sample[];
  /** e^{z_i·z_j/τ}, and its logarithm. */
  similarity(other: Sample): number;
  exponent(other: Sample): number;
}

/** The mean over the anchors of a loss of each. */
export function meanOfAnchors(
  anchors: readonly Sample[],
  contrasts: readonly Sample[],
  temperature: number,
  lossOfAnchor: (comparison: Comparison) => number,
): number {
  return mean(
    anchors.map((anchor) => {
      const exponent = (other: Sample) => dot(anchor.embedding, other.embedding) / temperature;
      const others = contrasts.filter((contrast) => contrast !== anchor);
      return lossOfAnchor({ anchor, others, exponent, similarity: (other) => exp(exponent(other)) });
    }),
  );
}

/** −Σ_p w_p log(e^{z_i·z_p/τ} / denominator), nothing without positives. */
export const pull = (positives: readonly Sample[], { exponent }: Comparison, denominator: number, weight = 1) =>
  weight * sum(positives.map((positive) => Math.log(denominator) - exponent(positive)));

export const averaged = (total: number, count: number) => (count === 0 ? 0 : total / count);

/** Supervised contrastive loss of samples among contrasts. */
export function supervised(samples: readonly Sample[], temperature: number): number {
  return meanOfAnchors(samples, samples, temperature, (comparison) => {
    const { anchor, others, similarity } = comparison;
    const positives = others.filter(({ label }) => label === anchor.label);
    return averaged(pull(positives, comparison, sum(others.map(similarity))), positives.length);
  });
}

/** Prototypical supervised contrastive loss. */
export function prototypical(samples: readonly Sample[], prototypes: readonly Sample[], temperature: number): number {
  return meanOfAnchors(samples, prototypes, temperature, (comparison) => {
    const { anchor, others, similarity } = comparison;
    const [own, rivals] = [others.filter(isOf(anchor.label)), others.filter((other) => other.label !== anchor.label)];
    return pull(own, comparison, sum(rivals.map(similarity)));
  });
}

export const isOf =
  (wanted: number) =>
  ({ label }: Sample) =>
    label === wanted;

export const supervisedReference =
  (temperature: number): Reference =>
  (batch) =>
    supervised(samplesOf(batch), temperature);
