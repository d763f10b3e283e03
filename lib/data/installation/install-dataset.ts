import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { explainSystemError, InputError } from '../../errors.js';
import { type CifarRelease, cifarReleases, releaseFiles } from '../cifar/releases.js';
import { verifyFile } from '../cifar/verify-file.js';
import { defaultDataFolder } from '../data-folder.js';
import type { DatasetName } from '../dataset.js';
import { datasetManifest } from '../dataset-manifest.js';
import { type DownloadProgress, download } from './download.js';
import { readTar } from './tar.js';

export interface InstallDatasetOptions {
  /** A folder that holds the data set's files, its official folder, or its archive; or the archive itself. Default: download. */
  from?: string;
  /** Where data sets are kept; default LONGTAIL_DATA, else `data/` in the project. */
  dataFolder?: string;
  /** Where the archive is downloaded from; default the official place. */
  fetchUrl?: string;
  /** Told of the download as it goes on. */
  onProgress?: (progress: DownloadProgress) => void;
  /** What the CIFAR data sets consist of; default the official releases. */
  releases?: Record<CifarRelease['name'], CifarRelease>;
}

export interface InstalledDataset {
  name: DatasetName;
  /** Where the files are; null for the embedded digits. */
  folder: string | null;
  /** Whether something had to be done. */
  status: 'embedded' | 'already installed' | 'copied' | 'downloaded';
}

/**
 * Puts the files of a data set in place: from a folder, from an archive, or from the official download, which is resumed
 * if it was interrupted. Every file is verified before the data set's folder appears; nothing is left half done.
 *
 * @throws InputError when there is no such data set, the source lacks a file or holds a wrong one, the download fails, or
 *   the disk is full.
 */
export async function installDataset(
  name: DatasetName,
  {
    from,
    dataFolder = defaultDataFolder(),
    fetchUrl,
    onProgress,
    releases = cifarReleases,
  }: InstallDatasetOptions = {},
): Promise<InstalledDataset> {
  datasetManifest(name);
  if (name === 'digits') return { name, folder: null, status: 'embedded' };
  const release = releases[name];
  const folder = join(dataFolder, release.folder);
  if (isInstalled(folder, release)) return { name, folder, status: 'already installed' };
  makeFolder(dataFolder);
  if (from !== undefined) {
    placeFiles(await filesFrom(from, release), folder, release);
    return { name, folder, status: 'copied' };
  }
  const archive = await downloadArchive(release, dataFolder, fetchUrl ?? release.archive.url, onProgress);
  placeFiles(await filesOfArchive(archive, release), folder, release);
  rmSync(archive);
  return { name, folder, status: 'downloaded' };
}

/** Whether every file of the release is in `folder` and right. */
function isInstalled(folder: string, release: CifarRelease): boolean {
  try {
    for (const file of releaseFiles(release)) {
      const path = join(folder, file.name);
      verifyFile(readFileSync(path), path, file, release);
    }
    return true;
  } catch {
    return false;
  }
}

/** A file's verified content, read when it is its turn. */
type FileSource = { name: string; read: () => Uint8Array }[];

async function filesFrom(from: string, release: CifarRelease): Promise<FileSource> {
  const stat = statSync(from, { throwIfNoEntry: false });
  if (!stat)
    throw new InputError(`There is no ${from}: give --from a folder that holds ${release.name}, or its archive.`);
  if (stat.isFile()) return filesOfArchive(from, release);
  for (const folder of [from, join(from, release.folder)])
    if (existsSync(join(folder, release.train[0]!.name))) return filesOfFolder(folder, release);
  const archive = join(from, basename(release.archive.url));
  if (existsSync(archive)) return filesOfArchive(archive, release);
  throw new InputError(
    `${from} holds neither ${release.train[0]!.name}, nor ${release.folder}, nor ${basename(release.archive.url)}: give --from the folder with the files of ${release.name}.`,
  );
}

function filesOfFolder(folder: string, release: CifarRelease): FileSource {
  return releaseFiles(release).map((file) => ({
    name: file.name,
    read: () => {
      const path = join(folder, file.name);
      let content: Uint8Array;
      try {
        content = readFileSync(path);
      } catch (error) {
        throw explainSystemError(error, 'read', path);
      }
      verifyFile(content, path, file, release);
      return content;
    },
  }));
}

/** The release's files in an archive, which may be packed otherwise than the official one as long as they are right. */
async function filesOfArchive(path: string, release: CifarRelease): Promise<FileSource> {
  let contents: Map<string, Uint8Array>;
  try {
    const archive = await promisify(gunzip)(readFileSync(path));
    contents = new Map([...readTar(archive)].map((file) => [posix.normalize(file.path), file.content]));
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(`${path} cannot be unpacked: ${error.message}`, { cause: error });
    const explained = explainSystemError(error, 'read', path);
    if (explained instanceof InputError) throw explained;
    throw new InputError(`${path} is not a complete gzip archive (${(error as Error).message}): fetch it again.`, {
      cause: error,
    });
  }
  return releaseFiles(release).map((file) => {
    const member = `${release.folder}/${file.name}`;
    const content = contents.get(member);
    if (!content) throw new InputError(`${path} has no ${member}: use the archive ${basename(release.archive.url)}.`);
    return {
      name: file.name,
      read: () => {
        verifyFile(content, `${path}:${member}`, file, release);
        return content;
      },
    };
  });
}

async function downloadArchive(
  release: CifarRelease,
  dataFolder: string,
  url: string,
  onProgress?: (progress: DownloadProgress) => void,
): Promise<string> {
  const part = join(dataFolder, `${basename(release.archive.url)}.part`);
  await download(url, part, { onProgress });
  const found = await md5OfFile(part);
  if (found !== release.archive.md5) {
    rmSync(part);
    throw new InputError(
      `${url} gave an archive with the MD5 ${found} instead of ${release.archive.md5}, which was deleted: run the same command again.`,
    );
  }
  return part;
}

async function md5OfFile(path: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Writes verified files into a folder beside the final one and then renames it, so that either all files appear or none. */
function placeFiles(files: FileSource, folder: string, release: CifarRelease): void {
  const staging = `${folder}.installing-${process.pid}`;
  const replaced = `${folder}.replaced-${process.pid}`;
  try {
    mkdirSync(staging, { recursive: true });
    for (const file of files) writeFileSync(join(staging, file.name), file.read(), { flush: true });
    if (existsSync(folder)) renameSync(folder, replaced);
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (existsSync(replaced) && !existsSync(folder)) renameSync(replaced, folder);
    if (error instanceof InputError) throw error;
    throw explainSystemError(error, `install ${release.name} in`, folder);
  }
  rmSync(replaced, { recursive: true, force: true });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw explainSystemError(error, 'make', folder);
  }
}
