import { datasetManifest } from '../data/index.js';
import { sha256 } from '../files.js';
import { codeFingerprint } from './code-fingerprint.js';
import { type RunConfiguration, stageOneOf } from './configuration.js';

/** JSON with sorted keys and without undefined fields, so that equal configurations are equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What a run is: hash of its settled configuration. */
export function configurationHash(configuration: RunConfiguration): string {
  return sha256(canonicalJson(configuration));
}

/** Which images: hash of the names, sizes and checksums of the data set's files; they need not be there. */
export function dataHash(configuration: RunConfiguration): string {
  return sha256(canonicalJson(datasetManifest(stageOneOf(configuration).data.dataset)));
}

/** The parts of a run's key, each the hash of one thing that its numbers depend on. */
export interface RunIdentity {
  configuration: string;
  data: string;
  code: string;
  /** Results of one class of engines are comparable bit by bit. */
  engineClass: string;
}

export function identify(configuration: RunConfiguration, engineClass: string): RunIdentity {
  return {
    configuration: configurationHash(configuration),
    data: dataHash(configuration),
    code: codeFingerprint(configuration),
    engineClass,
  };
}

/** The name of a run in every store: equal keys, equal numbers. */
export function runKey(identity: RunIdentity): string {
  return sha256(canonicalJson(identity));
}
