import { isIP } from 'node:net';
import { reasonOf } from '../faults.ts';
import type { Resolve } from '../runtime/address.ts';
import { inTime, NotInTime } from './inTime.ts';

/** What came of looking a name up. */
export interface Looked {
  host: string;
  /** Milliseconds. */
  took: number;
  /** Why it has no address; null where it has one. */
  fault: string | null;
}

/** The names that addresses of feeds have to be looked up for, each once; files and addresses in figures need none. */
export function namesIn(addresses: readonly string[]): string[] {
  const hosts = addresses.flatMap((address) => {
    if (!/^https?:/.test(address) || !URL.canParse(address)) return [];
    const { hostname } = new URL(address);
    return isIP(hostname.replace(/^\[|\]$/g, '')) ? [] : [hostname];
  });
  return [...new Set(hosts)];
}

/** Looks a name up, for as long as somebody may wait for it. */
export async function lookUp(
  resolve: Resolve,
  host: string,
  withinMs: number,
  steady = () => performance.now(),
): Promise<Looked> {
  const started = steady();
  const fault = await inTime(resolve(host), withinMs).then(
    ({ length }) => (length > 0 ? null : 'no address'),
    (error: unknown) =>
      error instanceof NotInTime ? error.message : ((error as { code?: string }).code ?? reasonOf(error)),
  );
  return { host, took: steady() - started, fault };
}
