/** Milliseconds from the end of a request to a host to the start of the next one, unless its robots.txt asks for more. */
export const SPACING_MS = 1000;
/** A longer Crawl-delay than this is cut: at 30 s, a hundred articles take 50 minutes. */
export const MOST_SPACING_MS = 30_000;
/** No host is left alone for longer because of one answer. */
export const LONGEST_HOLD_MS = 24 * 3_600_000;

/** A request that manners forbid, so that it was not made. */
export class NotAsked extends Error {
  override name = 'NotAsked';
}

/** Not now, but at `until`: the job goes back to its queue and holds up nobody meanwhile. */
export class AskLater extends NotAsked {
  override name = 'AskLater';
  readonly until: Date;

  constructor(reason: string, until: Date) {
    super(reason);
    this.until = until;
  }
}

/** Somebody else is at the host, or it asked to be left alone. */
export class HostBusy extends AskLater {
  override readonly name = 'HostBusy';
  /** the host asked for it, by a Retry-After */
  readonly held: boolean;

  constructor(host: string, { until, held }: { until: Date; held: boolean }) {
    const at = until.toISOString();
    super(held ? `${host} asked to be left alone until ${at}` : `somebody is at ${host} until ${at}`, until);
    this.held = held;
  }
}

/** What counts as one host: the name in lower case without its last dot, and the port where it is not the scheme's own. */
export function hostOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname.replace(/\.$/, '')}${port && `:${port}`}`;
}
