import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of one public set, unpacked once into the system's temporary folder.
 * Returns null where the shared folder does not hold the set. Needs `tar` with xz.
 */
export function unpackSet(shared: string, set: string, archive: string): string | null {
  const file = join(shared, 'data', set, archive);
  if (!existsSync(file)) return null;
  const target = join(tmpdir(), 'chipwire-eval', `${set}-${statSync(file).size}`);
  if (existsSync(target)) return target;
  // Unpacked beside and renamed, so that a run stopped half way leaves no half set behind.
  const half = `${target}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  execFileSync('tar', ['-xJf', file, '-C', half]);
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** A file's text by byte order mark, then the charset that the page names, then UTF-8, then Windows-1252. */
export function readPage(path: string): string {
  const bytes = readFileSync(path);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const head = bytes.subarray(0, 4096).toString('latin1');
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  return decodeAs(bytes, 'utf-8') ?? (named && decodeAs(bytes, named)) ?? lossy(bytes);
}

function decodeAs(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

// A page that is UTF-8 but for a few broken bytes stays UTF-8: 11 of the 990 pages are such.
function lossy(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  return broken * 200 < text.length ? text : new TextDecoder('windows-1252').decode(bytes);
}
