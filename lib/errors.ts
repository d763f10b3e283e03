/**
 * Bad input or a missing piece of the surroundings. The message is one sentence that says what is wrong, where, and
 * what to do; the command line prints it without a stack and exits with 1.
 */
export class InputError extends Error {
  override readonly name: string = 'InputError';
}

/** What the operating system's error codes mean to somebody who only wanted a file written or read. */
const systemErrors: Record<string, string> = {
  ENOSPC: 'no space is left on the device; free some space and run the same command again',
  EDQUOT: 'the disk quota is used up; free some space and run the same command again',
  EACCES: 'permission is denied; check the owner and the mode of the file and its folder',
  EPERM: 'the operation is not permitted; check the owner and the mode of the file and its folder',
  EROFS: 'the file system is read-only; choose a folder that can be written',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'a folder stands where a file is expected',
  ENOTDIR: 'a file stands where a folder is expected',
  EMFILE: 'too many files are open; raise the limit with `ulimit -n`',
};

/** Turns an error of the file system into an `InputError` that names the path; any other error passes unchanged. */
export function explainSystemError(error: unknown, action: string, path: string): unknown {
  const meaning = systemErrors[(error as NodeJS.ErrnoException)?.code ?? ''];
  return meaning ? new InputError(`Cannot ${action} ${path}: ${meaning}.`, { cause: error }) : error;
}
