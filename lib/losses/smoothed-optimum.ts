/**
 * How far the label's logit lies above all others where label-aware smoothing of ε over K classes is smallest,
 * log((K − 1)(1 − ε) / ε); infinite for ε = 0, which is cross-entropy.
 *
 * @see Zhong et al., MiSLAS, CVPR 2021, eq. 2 and 12.
 */
export function smoothedOptimum(epsilon: number, { classCount }: { classCount: number }): number {
  return Math.log(((classCount - 1) * (1 - epsilon)) / epsilon);
}
