/**
 * The functions behind the margin losses, in plain float64 numbers: ψ(θ) takes the place of the cosine between a sample
 * and its own class, θ in radians. The losses of the same names compute them on tensors.
 */

/** ψ, from the angle to the own class to what replaces its cosine. */
export type MarginFunction = (theta: number) => number;

/** SphereFace: cos(mθ), continued as (−1)^j cos(mθ) − 2j, j = ⌊mθ/π⌋, where it would rise again. */
export function sphereFaceFunction({ margin: m }: { margin: number }): MarginFunction {
  return (theta) => {
    const j = Math.min(Math.floor((m * theta) / Math.PI), m - 1);
    return (-1) ** j * Math.cos(m * theta) - 2 * j;
  };
}

/** CosFace: cos θ − m. */
export function cosFaceFunction({ margin }: { margin: number }): MarginFunction {
  return (theta) => Math.cos(theta) - margin;
}

/** ArcFace: cos(θ + m). */
export function arcFaceFunction({ margin }: { margin: number }): MarginFunction {
  return (theta) => Math.cos(theta + margin);
}

/** LDAM: cos θ − C n_y^(−1/4), where C gives the smallest class, of n_y = n_min samples, the margin m. */
export function ldamFunction({ margin, ratio }: { margin: number; ratio: number }): MarginFunction {
  return cosFaceFunction({ margin: margin * ratio ** -0.25 });
}

/** The options of DBM's margins; `ratio` is ρ_y = n_y / n_min. */
export interface DbmMarginOptions {
  ratio: number;
  /** K, the margin of the smallest class in radians. Default 0.1. */
  margin?: number;
  /** τ, how fast margins fall with the class count. Default 1. */
  tau?: number;
}

/** m_C = K ρ_y^(−τ), DBM eq. 6. */
export function classMargin({ ratio, margin = 0.1, tau = 1 }: DbmMarginOptions): number {
  return margin * ratio ** -tau;
}

/** d_I = (1 − cos θ_y) / 2, from zero on the centre of the class to one opposite to it, DBM eq. 7. */
export function instanceDifficulty(theta: number): number {
  return (1 - Math.cos(theta)) / 2;
}

/** m_I = m_C d_I, what a hard positive sample gets besides m_C, DBM eq. 8. */
export function instanceMargin(theta: number, options: DbmMarginOptions): number {
  return classMargin(options) * instanceDifficulty(theta);
}

/** DBM: cos(θ + m_C + [hard] m_I), eq. 9. */
export function dbmFunction({ hard, ...options }: DbmMarginOptions & { hard: boolean }): MarginFunction {
  return (theta) => Math.cos(theta + classMargin(options) + (hard ? instanceMargin(theta, options) : 0));
}

/**
 * How far from its own centre a sample may lie to be taken for its class by a margin on the angle: of two centres at an
 * angle φ, θ + m = φ − θ at θ = (φ − m) / 2. DBM, figure 1, draws these boundaries.
 */
export function boundaryAngle(angleOfCentres: number, margin: number): number {
  return (angleOfCentres - margin) / 2;
}
