export { balancedErrorRisk, conditionalBayesRisk } from './bayes-risk.js';
export { type BinaryMarginLoss, type ByClass, binaryMarginLoss, binaryMarginSlope } from './binary-margin-loss.js';
export { inverseLink, link } from './link-functions.js';
