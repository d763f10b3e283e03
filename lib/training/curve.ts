/** One epoch of a training curve. */
export interface EpochSummary {
  /** From 1. */
  epoch: number;
  /** Mean over the epoch's samples, as the model saw them before each update. */
  loss: number;
  /** Fraction of the epoch's training samples classified rightly, likewise. */
  trainAccuracy: number;
  /** Learning rate of the epoch's last step. */
  learningRate: number;
  /** Fraction of the test split, where it was evaluated after this epoch. */
  testAccuracy?: number;
}

/** A step of the running training, for a progress line. */
export interface TrainingProgress {
  /** From 1. */
  epoch: number;
  epochs: number;
  iteration: number;
  iterations: number;
  /** Mean of the epoch so far. */
  loss: number;
  /** Fraction of the epoch so far. */
  accuracy: number;
  learningRate: number;
  imagesPerSecond: number;
  secondsLeft: number;
}
