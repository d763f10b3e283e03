import type { RunConfiguration, RunRecord, StageOneConfiguration } from '../../experiment/index.js';
import { median } from '../../statistics/index.js';
import { kindOf, networkOf, trainedImages } from './workload.js';

/** How fast one device was, by the records that it made. */
export interface DeviceRates {
  engine: string;
  device: string;
  threads: number;
  /** Trained images a second by `kindOf` and by `networkOf` stage-one runs: medians, with how many runs stand behind. */
  imagesPerSecond: Map<string, { rate: number; runs: number }>;
  /** Seconds of a stage-two run by `kindOf`, and of any under the empty name: medians. */
  seconds: Map<string, number>;
}

/** Rates by device from records that are at hand; a device is an engine on a machine with so many threads. */
export async function measuredRates(records: readonly RunRecord[]): Promise<DeviceRates[]> {
  const devices = new Map<string, RunRecord[]>();
  for (const record of records.filter(({ curve }) => curve)) {
    const { name, device, threads } = record.engine;
    add(devices, JSON.stringify([name, device, threads]), record);
  }
  return Promise.all(
    [...devices.values()].map(async (trained): Promise<DeviceRates> => {
      const { name: engine, device, threads } = trained[0]!.engine;
      const adjusted = records.filter(
        (each) => !each.curve && each.engine.name === engine && each.engine.device === device,
      );
      return { engine, device, threads, imagesPerSecond: await ratesOf(trained), seconds: secondsOf(adjusted) };
    }),
  );
}

/** The configuration of a record is settled already, and its methods may be those of other code. */
const configurationOf = ({ configuration }: RunRecord) => configuration as unknown as RunConfiguration;

async function ratesOf(trained: RunRecord[]): Promise<DeviceRates['imagesPerSecond']> {
  const rates = new Map<string, number[]>();
  for (const record of trained) {
    const configuration = configurationOf(record) as StageOneConfiguration;
    const rate = (await trainedImages(configuration)) / record.seconds;
    for (const name of new Set([kindOf(configuration), networkOf(configuration)])) add(rates, name, rate);
  }
  return new Map([...rates].map(([name, all]) => [name, { rate: median(all), runs: all.length }]));
}

/** Stage two hardly depends on threads: all records of the device count. */
function secondsOf(adjusted: RunRecord[]): DeviceRates['seconds'] {
  const seconds = new Map<string, number[]>();
  for (const record of adjusted)
    for (const name of [kindOf(configurationOf(record)), '']) add(seconds, name, record.seconds);
  return new Map([...seconds].map(([name, all]) => [name, median(all)]));
}

function add<Value>(groups: Map<string, Value[]>, name: string, value: Value): void {
  const group = groups.get(name);
  if (group) group.push(value);
  else groups.set(name, [value]);
}
