import type { Signature } from './signature.ts';

type Timed = { signature: Pick<Signature, 'at' | 'url'> };

/** Canonical order: by time, then by address (UTF-16 code units). */
export const isBefore = (a: Timed, b: Timed): boolean =>
  a.signature.at < b.signature.at || (a.signature.at === b.signature.at && a.signature.url < b.signature.url);
