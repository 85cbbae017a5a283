import { randomUUID } from 'node:crypto';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Orm } from '../../db/database.ts';
import { getHost, holdHost, leaveHost, saveRobots, setSpacing, takeHost } from '../../db/hosts.ts';
import { retryAfterMs } from '../fetch/cache.ts';
import { fetchRobots, type RobotsVerdict } from '../fetch/robots.ts';
import { type AllowList, checkUrl } from '../runtime/address.ts';
import type { GetOptions, Http, HttpResponse } from '../runtime/http.ts';
import { HostBusy, hostOf, LONGEST_HOLD_MS, NotAsked, SPACING_MS } from '../runtime/politeness.ts';

/** Jobs that ask have 90 s; a visit that has not ended by then belongs to a worker that died. */
const LEASE_MS = 100_000;
/** Waited inside a job for a host that a redirect leads to, rather than asking the first host once more. */
const HOP_PATIENCE_MS = 10_000;
/** A 429 that does not say for how long. */
const USUAL_HOLD_MS = 60_000;
const ROBOTS_KEPT_MS = 24 * 3_600_000;
/** An unreachable robots.txt is not asked for again at once: a hundred articles of its host may wait. */
const ROBOTS_FAULT_KEPT_MS = 30_000;

/** The host's robots.txt asks robots not to read the page. */
export class RobotsRefusal extends NotAsked {
  constructor() {
    super('the publisher’s robots.txt asks robots not to read the page');
  }
}

/** Nobody can say whether the page may be read; asked again later, the answer may be there. */
export class RobotsUnknown extends NotAsked {
  /** @param cause why it could not be asked for just now */
  constructor(reason: string, cause?: Error) {
    super(`the publisher’s robots.txt, which must be obeyed, cannot be had: ${reason}`);
    this.cause = cause;
  }
}

export interface PoliteOptions extends GetOptions {
  /** obey robots.txt, as for pages; feeds are there for robots */
  robots?: boolean;
}

export interface PoliteHttp {
  /**
   * The client's `get`, one request at a time for each host over all processes, and its spacing apart.
   *
   * @throws HttpError; HostBusy when the host has to be left alone (nothing was asked, or a redirect led there);
   *   RobotsRefusal, RobotsUnknown
   */
  get(url: string, options?: PoliteOptions): Promise<HttpResponse>;
}

export interface Manners {
  orm: Orm;
  http: Pick<Http, 'get'>;
  /** what the client may ask beyond the public web: the operator's own hosts */
  allow: AllowList;
  /** hosts that are not spaced, by default those; their robots.txt is obeyed all the same */
  unspaced?: AllowList;
  /** `judgeRobots`, where it can be stopped */
  judge: (input: { text: string; url: string }) => Promise<RobotsVerdict>;
  now: () => Date;
  sleep?: (ms: number) => Promise<unknown>;
}

/** Makes the client through which everything of publishers is asked. */
export function politely(manners: Manners): PoliteHttp {
  return {
    async get(url, { robots = false, ...options } = {}) {
      const visits = new Visits(manners, robots, options.signal);
      try {
        await visits.enter(url, 0);
        const beforeHop = (hop: string) => visits.enter(hop, HOP_PATIENCE_MS);
        const answer = await manners.http.get(url, { ...options, beforeHop });
        if (answer.status === 429) await visits.hold(answer.url, answer.headers['retry-after']);
        return answer;
      } finally {
        await visits.leave();
      }
    },
  };
}

/** The hosts that one request visits: its own, and those that redirects lead to. */
class Visits {
  private readonly name = randomUUID();
  private readonly entered = new Map<string, number>();

  constructor(
    private readonly manners: Manners,
    private readonly robots: boolean,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Goes to the host of `url` when its turn comes within `patienceMs`, and asks there whether the page may be read. */
  async enter(url: string, patienceMs: number): Promise<void> {
    // the client refuses these itself, with its reason
    if (checkUrl(url, this.manners.allow).fault) return;
    await this.arrive(url, patienceMs);
    if (this.robots && !(await this.mayRead(url))) throw new RobotsRefusal();
  }

  private async arrive(url: string, patienceMs: number): Promise<void> {
    const { orm, now } = this.manners;
    const host = hostOf(url);
    if (this.isUnspaced(url)) return;
    if (this.entered.has(host)) return this.pause(SPACING_MS);
    const started = now().getTime();
    for (;;) {
      const visit = await takeHost(orm, host, this.name, now(), LEASE_MS);
      if (visit.taken) break;
      const left = started + patienceMs - visit.until.getTime();
      if (left < 0) throw new HostBusy(host, visit);
      await this.pause(visit.until.getTime() - now().getTime());
    }
    this.entered.set(host, now().getTime());
  }

  private async mayRead(url: string): Promise<boolean> {
    const { orm, judge, now } = this.manners;
    const host = hostOf(url);
    let known = await getHost(orm, host);
    let cause: Error | undefined;
    if (!known?.robotsUntil || known.robotsUntil <= now()) {
      cause = await this.readRobots(url, known?.robots ?? null);
      known = await getHost(orm, host);
      await (this.isUnspaced(url) ? null : this.pause(SPACING_MS));
    }
    if (!known || known.robots === null) throw new RobotsUnknown(known?.robotsFault ?? 'no answer', cause);
    if (known.robots === '') return true;
    const verdict = await judge({ text: known.robots, url }).catch((error: Error) =>
      this.giveUpOn(host, error.message),
    );
    if (verdict.spacingMs !== known.spacingMs) await setSpacing(orm, host, verdict.spacingMs);
    return verdict.allowed;
  }

  /**
   * @param old text to go by where the host cannot give it now (RFC 9309 §2.4)
   * @returns why it could not be asked for
   */
  private async readRobots(url: string, old: string | null): Promise<Error | undefined> {
    const { orm, http, now } = this.manners;
    const beforeHop = (hop: string) =>
      checkUrl(hop, this.manners.allow).fault ? Promise.resolve() : this.arrive(hop, HOP_PATIENCE_MS);
    const signal = this.signal ? { signal: this.signal } : {};
    const answer = await fetchRobots(url, http, { beforeHop, ...signal });
    if (answer.outcome === 'busy') throw await this.hold(url, answer.retryAfter);
    const isRules = answer.outcome === 'rules';
    const change = {
      robots: isRules ? answer.text : old,
      robotsFault: isRules ? null : answer.reason,
      robotsUntil: new Date(now().getTime() + (isRules ? ROBOTS_KEPT_MS : ROBOTS_FAULT_KEPT_MS)),
      ...(isRules ? { spacingMs: SPACING_MS } : {}),
    };
    await saveRobots(orm, hostOf(url), change, now());
    return isRules ? undefined : answer.cause;
  }

  /** Rules that overrun their thread would do so again for every page of the host. */
  private async giveUpOn(host: string, reason: string): Promise<never> {
    const { orm, now } = this.manners;
    const robotsUntil = new Date(now().getTime() + ROBOTS_KEPT_MS);
    await saveRobots(orm, host, { robots: null, robotsFault: reason, robotsUntil }, now());
    throw new RobotsUnknown(reason);
  }

  /** Leaves the host alone for as long as it asked. */
  async hold(url: string, retryAfter: string | undefined): Promise<HostBusy> {
    const { orm, now } = this.manners;
    const wait = Math.min(retryAfterMs(retryAfter, now()) ?? USUAL_HOLD_MS, LONGEST_HOLD_MS);
    const until = new Date(now().getTime() + wait);
    await holdHost(orm, hostOf(url), until);
    return new HostBusy(hostOf(url), { until, held: true });
  }

  async leave(): Promise<void> {
    const { orm, now } = this.manners;
    for (const [host, since] of this.entered) {
      await leaveHost(orm, host, this.name, now(), now().getTime() - since);
    }
  }

  private isUnspaced(url: string): boolean {
    const { hostname, port, protocol } = new URL(url);
    const { allow, unspaced = allow } = this.manners;
    return unspaced.has(hostname, port || (protocol === 'https:' ? '443' : '80'));
  }

  private async pause(ms: number): Promise<void> {
    const { sleep = sleepFor } = this.manners;
    await sleep(Math.max(0, ms));
    this.signal?.throwIfAborted();
  }
}
