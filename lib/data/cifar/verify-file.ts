import { InputError } from '../../errors.js';
import { sha256 } from '../../files.js';
import { type CifarRelease, type ReleaseFile, releaseFiles } from './releases.js';

/**
 * Checks that `content`, read from `path`, is what the release holds under `file.name`.
 *
 * @throws InputError that tells apart a truncated file, one with too many bytes, one that holds another file of the
 *   release, and one whose content is just not right.
 */
export function verifyFile(content: Uint8Array, path: string, file: ReleaseFile, release: CifarRelease): void {
  const found = sha256(content);
  if (found === file.sha256 && content.length === file.bytes) return;
  const remedy = `delete it and run \`npx longtail data ${release.name}\` to fetch it again`;
  const other = releaseFiles(release).find((candidate) => candidate.sha256 === found);
  if (other) {
    throw new InputError(
      `${path} holds the content of ${other.name}: the files were swapped; name each as in the release, or ${remedy}.`,
    );
  }
  if (content.length !== file.bytes) {
    const fault = content.length < file.bytes ? 'truncated' : 'too long';
    throw new InputError(`${path} is ${fault}, ${content.length} bytes instead of ${file.bytes}: ${remedy}.`);
  }
  throw new InputError(`${path} is damaged, its SHA-256 is ${found} instead of ${file.sha256}: ${remedy}.`);
}
