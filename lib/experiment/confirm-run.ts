import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentEngine, type EngineName, startEngine } from '../engine/index.js';
import { InputError } from '../errors.js';
import { writeJson } from '../files.js';
import { checkpointCurve } from '../training/index.js';
import { codeFingerprint } from './code-fingerprint.js';
import { parseConfiguration } from './configuration.js';
import type { RunEvent } from './messages.js';
import { currentCommit } from './provenance.js';
import type { RunRecord } from './record.js';
import { runInWorker } from './run-in-worker.js';
import { type FoundRun, RunStore } from './store.js';

export interface ConfirmRunOptions {
  /** How many epochs are trained again. Default 1. */
  epochs?: number;
  /** Folder of the data sets. Default: the data room's. */
  dataFolder?: string;
  engine?: EngineName | 'auto';
  threads?: number;
  onEvent?: (event: RunEvent) => void;
}

/**
 * Trains the first epochs of a recorded run again with today's code. Where every loss and accuracy of training is the
 * recorded one to the last bit, the record is kept for today's code too, and says so.
 *
 * An engine class gives the same bits wherever it computes, so that a single number that differs tells changed code; what
 * only later epochs or the evaluation reach stays unconfirmed.
 *
 * @returns the record with its confirmation, as it was written to the run's file.
 * @throws InputError when a number differs, the run is no training, or another class of engines made the record.
 */
export async function confirmRun(
  { record, file }: FoundRun,
  { epochs = 1, dataFolder, engine, threads, onEvent }: ConfirmRunOptions = {},
): Promise<RunRecord> {
  const configuration = parseConfiguration(record.configuration);
  const { description, identity, curve } = record;
  await startEngine({ engine });
  const { class: engineClass } = currentEngine();
  if (!curve) throw new InputError(`The run "${description}" trains nothing: only trainings are confirmed.`);
  if (identity.engineClass !== engineClass) {
    throw new InputError(
      `"${description}" was made on the engine ${identity.engineClass}, which rounds otherwise than ${engineClass}: confirm it there.`,
    );
  }
  const again = await firstEpochs({ configuration, dataFolder, engine, threads }, { epochs, onEvent });
  again.forEach(({ loss, trainAccuracy }, i) => {
    const recorded = curve[i]!;
    if (loss === recorded.loss && trainAccuracy === recorded.trainAccuracy) return;
    throw new InputError(
      `"${description}" is not what today's code trains: the loss of epoch ${i + 1} is ${loss}, recorded is ${recorded.loss}; make the run again with --fresh.`,
    );
  });
  const confirmed = { code: codeFingerprint(configuration), commit: currentCommit().hash, epochs: again.length };
  const kept = { ...record, confirmed };
  writeJson(file, kept);
  return kept;
}

type Request = Pick<Parameters<typeof runInWorker>[0], 'configuration' | 'dataFolder' | 'engine' | 'threads'>;

/** Losses and accuracies of the first epochs of a training that is then given up. */
async function firstEpochs(
  request: Request,
  { epochs, onEvent }: { epochs: number; onEvent?: (event: RunEvent) => void },
) {
  const folder = mkdtempSync(join(tmpdir(), 'longtail-confirm-'));
  const store = new RunStore({ folder, results: join(folder, 'results') });
  const enough = new AbortController();
  try {
    await runInWorker(
      { ...request, storeFolder: store.folder, resultsFolder: store.results },
      {
        signal: enough.signal,
        onEvent: (event) => {
          onEvent?.(event);
          if (event.type === 'epoch' && event.epoch === epochs) enough.abort();
        },
      },
    );
    throw new InputError('The training ended before the epochs that were asked for: ask for fewer.');
  } catch (error) {
    if (!enough.signal.aborted) throw error;
    const run = store.folderOf(request.configuration, currentEngine().class);
    return checkpointCurve(join(run, 'checkpoint.safetensors')).slice(0, epochs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
