import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock, unlock } from 'fs-native-extensions';

/** Another process has the data folder open. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
}

/**
 * Takes the data folder for this process, or throws {@link FolderInUseError} saying who has it.
 *
 * PGlite has no lock of its own: two processes on one folder corrupted it in 3 of 3 tries. The lock is the
 * operating system's, on an open file: the kernel drops it when the process ends, however it ends, so nothing
 * is stale after a kill -9, and a blocked event loop can't lose it. The process id in the file is only for the message.
 *
 * @returns a function that gives the folder back
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'chipwire.lock');
  const file = openSync(path, 'a+');
  if (!tryLock(file)) {
    closeSync(file);
    const holder = readFileSync(path, 'utf8').trim();
    throw new FolderInUseError(
      `The data folder ${folder} is in use by another Chipwire${holder ? ` (process ${holder})` : ''}. ` +
        'Stop that one first, or give this one a folder of its own with CHIPWIRE_DATA.',
    );
  }
  ftruncateSync(file);
  writeSync(file, `${process.pid}\n`);
  return () => {
    unlock(file);
    closeSync(file);
  };
}
