import { statfs } from 'node:fs/promises';

/** Below this the embedded database may stop for good in the middle of a write; PostgreSQL's own log takes 16 MB at once. */
const leastBytes = 64_000_000;

/** Whether the disk of a folder has room for the embedded database to go on. */
export async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= leastBytes;
}
