import type { FeatureBank, FeatureSet } from '../../lib/adjustment/index.js';
import { randomStream } from '../../lib/random/index.js';

export interface SmallBankOptions {
  classCounts: number[];
  featureSize?: number;
  /** Factor on the head, and so on the logits. */
  scale?: number;
}

/** A feature bank of Gaussian clusters around the head's own weight rows, long-tailed in train and balanced in test. */
export function smallBank({ classCounts, featureSize = 4, scale = 1 }: SmallBankOptions): FeatureBank {
  const stream = randomStream(3, 'small-bank');
  const classCount = classCounts.length;
  const weight = Float32Array.from({ length: classCount * featureSize }, () => scale * stream.normal());
  // A head biased towards large classes, as stage one leaves it.
  const bias = Float32Array.from(classCounts, (count) => scale * 0.5 * Math.log(count));
  const set = (counts: number[]): FeatureSet => {
    const labels = Int32Array.from(counts.flatMap((count, k) => new Array<number>(count).fill(k)));
    const features = Float32Array.from(
      { length: labels.length * featureSize },
      (_, i) =>
        weight[labels[Math.floor(i / featureSize)]! * featureSize + (i % featureSize)]! / scale + stream.normal(),
    );
    return { features, labels, count: labels.length };
  };
  return {
    featureSize,
    classCounts,
    train: set(classCounts),
    test: set(classCounts.map(() => 3)),
    head: { weight, bias },
  };
}

/** The same bank with class `order[k]` in the place of class k. */
export function withClassOrder(bank: FeatureBank, order: number[]): FeatureBank {
  const { featureSize, head } = bank;
  const relabelled = (set: FeatureSet): FeatureSet => ({
    ...set,
    labels: set.labels.map((label) => order.indexOf(label)),
  });
  return {
    featureSize,
    classCounts: order.map((k) => bank.classCounts[k]!),
    train: relabelled(bank.train),
    test: relabelled(bank.test),
    head: {
      weight: Float32Array.from(
        order.flatMap((k) => [...head.weight.subarray(k * featureSize, (k + 1) * featureSize)]),
      ),
      bias: head.bias && Float32Array.from(order, (k) => head.bias![k]!),
    },
  };
}
