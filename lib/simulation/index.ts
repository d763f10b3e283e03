export { balancedErrorRisk, conditionalBayesRisk } from './bayes-risk.js';
export { type BinaryMarginLoss, type ByClass, binaryMarginLoss, binaryMarginSlope } from './binary-margin-loss.js';
export { inverseLink, link } from './link-functions.js';
export { distribution, type ExponentialClasses, originalDensity, unimixDensity } from './mixed-class-density.js';
export {
  type MixedClasses,
  rarerClassShares,
  type SimulateMixedClassesOptions,
  simulateMixedClasses,
} from './mixed-class-distribution.js';
export { classOfMixed, type MixedPair, type PairMixing, pairDraw, pairMixings } from './mixed-pairs.js';
