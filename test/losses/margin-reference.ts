import { type Batch, meanOf, negativeLogSoftmax, type Reference, type Row } from './reference.js';

/** ψ of the angle θ between a sample and its class, whose cosine it replaces. */
export type Psi = (theta: number, label: number, batch: Batch, cosines: Row) => number;

/** Cross-entropy of scaled cosines, ψ(θ) in the place of the label's (DBM eq. 5), of one sample. */
export const marginCrossEntropy =
  (scale: number, psi: Psi, bias: (k: number, batch: Batch) => number = () => 0) =>
  (cosines: Row, label: number, batch: Batch): number =>
    negativeLogSoftmax(
      cosines.map(
        (cosine, k) => scale * (k === label ? psi(Math.acos(cosine), label, batch, cosines) : cosine) + bias(k, batch),
      ),
      label,
    );

/** The mean over the batch of `marginCrossEntropy`. */
export const marginLoss = (scale: number, psi: Psi): Reference => meanOf(marginCrossEntropy(scale, psi));

/** Cross-entropy of scaled cosines alone, which every margin loss is without its margin. */
export const normalisedSoftmax = (scale: number): Reference => marginLoss(scale, Math.cos);
