/**
 * 1 - erf(x) in double precision, relative error about 1e-14: the series of erf about zero, and beyond 2 the continued
 * fraction of the tail. Source: Abramowitz & Stegun 7.1.6 and 7.1.14.
 */
export function complementaryErrorFunction(x: number): number {
  if (x < 0) return 2 - complementaryErrorFunction(-x);
  if (x > 2) {
    let fraction = 0;
    for (let k = 120; k >= 1; k--) fraction = k / 2 / (x + fraction);
    return Math.exp(-x * x) / (x + fraction) / Math.sqrt(Math.PI);
  }
  let [term, sum] = [x, x];
  for (let n = 1; n < 60; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The standard normal distribution Φ(x). */
export function normalDistribution(x: number): number {
  return complementaryErrorFunction(-x * Math.SQRT1_2) / 2;
}
