import { statfs } from 'node:fs/promises';

/** Below this the embedded database may stop for good in the middle of a write; PostgreSQL's own log takes 16 MB at once. */
export const leastRoomBytes = 64_000_000;

/** Whether the disk of a folder has room for the embedded database to go on. */
export const hasRoom = async (folder: string): Promise<boolean> =>
  (await freeBytes(folder)) >= leastRoomBytes;

/** Bytes that are free on the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
