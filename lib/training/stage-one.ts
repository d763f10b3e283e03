import { engineMemory } from '../engine/index.js';
import { InputError } from '../errors.js';
import type { Optimizer, RunLength, Schedule } from '../optimization/index.js';
import type { Batch, ImageShape } from './batch.js';
import { restoreCheckpoint, saveCheckpoint } from './checkpoint.js';
import type { EpochSummary, TrainingProgress } from './curve.js';
import type { Objective } from './objective.js';
import { SpeedMeter } from './speed-meter.js';
import { trainingStep } from './step.js';

export interface StageOneOptions {
  /** Over `trainedParameters` of the objective. */
  optimizer: Optimizer;
  schedule: Schedule;
  epochs: number;
  iterationsPerEpoch: number;
  imageShape: ImageShape;
  /**
   * The batches of an epoch, from 0, one of each stream at a time; the same for the same epoch, however often asked.
   */
  batches: (epoch: number) => AsyncIterable<readonly Batch[]>;
  /** Test accuracy of the model as it stands. */
  evaluate: () => Promise<number>;
  /** After which epochs `evaluate` is asked: every so many, and always after the last. Default 1. */
  evaluateEvery?: number;
  /** File that holds the state after the last full epoch. */
  checkpointFile: string;
  onStep?: (progress: TrainingProgress) => void;
  onEpoch?: (summary: EpochSummary) => void;
}

/**
 * Trains an objective from its checkpoint, or from the start, to the last epoch; interrupted at any moment and called again
 * it ends with the very same weights.
 *
 * @returns the curve of all epochs, those before the checkpoint included.
 * @throws InputError when the loss stops being a number.
 */
export async function trainStageOne(
  objective: Objective,
  {
    optimizer,
    schedule,
    epochs,
    iterationsPerEpoch,
    imageShape,
    batches,
    evaluate,
    evaluateEvery = 1,
    checkpointFile,
    onStep,
    onEpoch,
  }: StageOneOptions,
): Promise<EpochSummary[]> {
  const curve = restoreCheckpoint(checkpointFile, objective, optimizer);
  const length: RunLength = { totalIterations: epochs * iterationsPerEpoch, iterationsPerEpoch };
  const speed = new SpeedMeter();
  let iteration = curve.length * iterationsPerEpoch;
  let tensorsAfterStep: number | undefined;
  // The last batch of an epoch may be smaller.
  let batchSize = 0;

  for (let epoch = curve.length; epoch < epochs; epoch++) {
    let [lossSum, correct, seen, learningRate] = [0, 0, 0, 0];

    for await (const streams of batches(epoch)) {
      learningRate = schedule(iteration, length);
      const moment = { epoch, epochs, iteration, iterations: length.totalIterations };
      const step = await trainingStep(objective, optimizer, streams, { imageShape, learningRate, moment });
      if (!Number.isFinite(step.loss)) throw divergence(step.loss, epoch, iteration, learningRate);
      const { count } = streams[0]!;
      iteration++;
      lossSum += step.loss * count;
      correct += step.correct;
      seen += count;

      const { tensors } = engineMemory();
      tensorsAfterStep ??= tensors;
      if (tensors !== tensorsAfterStep)
        throw new Error(`a training step leaks: ${tensorsAfterStep} tensors, then ${tensors}`);

      speed.add(count);
      batchSize = Math.max(batchSize, count);
      onStep?.({
        epoch: epoch + 1,
        epochs,
        iteration,
        iterations: length.totalIterations,
        loss: lossSum / seen,
        accuracy: correct / seen,
        learningRate,
        imagesPerSecond: speed.perSecond,
        secondsLeft: ((length.totalIterations - iteration) * batchSize) / speed.perSecond,
      });
    }

    const summary: EpochSummary = {
      epoch: epoch + 1,
      loss: lossSum / seen,
      trainAccuracy: correct / seen,
      learningRate,
    };
    if ((epoch + 1) % evaluateEvery === 0 || epoch + 1 === epochs) summary.testAccuracy = await evaluate();
    curve.push(summary);
    await saveCheckpoint(checkpointFile, objective, optimizer, curve);
    onEpoch?.(summary);
    speed.pause();
  }
  return curve;
}

function divergence(loss: number, epoch: number, iteration: number, learningRate: number): InputError {
  return new InputError(
    `The loss became ${loss} in epoch ${epoch + 1}, iteration ${iteration + 1}, at learning rate ${learningRate}: lower the learning rate or lengthen the warm-up.`,
  );
}
