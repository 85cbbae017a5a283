import { articleFacts } from '../../../db/articleFacts.ts';
import type { Orm } from '../../../db/database.ts';
import { newest, searchOf } from '../../../db/search/pages.ts';
import {
  alertIds,
  changedPrograms,
  countAlerts,
  listPrograms,
  liveAlerts,
  programsByIds,
  type Recompiled,
  type StoredProgram,
  storeProgram,
} from '../../../db/storedPrograms.ts';
import type { Facts } from '../../alert/facts.ts';
import { type AlertIndex, createAlertIndex } from '../../alert/matching/alertIndex.ts';
import { compileAlert, currentVersions, type Versions } from '../compile.ts';

/** Which alerts an article concerns, in the memory of this process and as fresh as the database. */
export interface Matcher {
  /** Ids of the alerts, neither paused nor faulty, whose query the article fulfils; by rising id. */
  matching(facts: Facts, now: Date): Promise<number[]>;
}

/** Alerts read at once at the start. */
const batch = 5000;
/** The newest articles show at the start which words are rare. */
const shownAtStart = 200;
/** A change may be committed so long after the time that is written with it, or by a clock that is so much behind. */
const overlapMs = 60_000;
/** How often it is looked whether alerts were deleted, or the entity list changed. */
const lookMs = 60_000;
/** With one article so many programs are made anew of those that are for it, and of others. */
const [mostRenewed, renewedBeside] = [100, 20];

/** Reads all alerts when it is first asked. */
export function createMatcher(orm: Orm): Matcher {
  let known: KnownAlerts | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: no two make what is known anew at a time. */
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(act);
    last = mine.catch(() => {});
    return mine;
  };
  return {
    matching: (facts, now) =>
      inTurn(async () => {
        known ??= await KnownAlerts.load(orm, now);
        await known.refresh(now);
        await known.renew(facts, now);
        return known.matching(facts);
      }),
  };
}

type Remembered = Pick<StoredProgram, 'paused' | 'programVersion' | 'programUntil' | 'changedAt'>;

/** All alerts as they were last seen. */
class KnownAlerts {
  private readonly index: AlertIndex = createAlertIndex();
  private readonly remembered = new Map<number, Remembered>();
  /** Whose programs are of another version than today’s: they run until their turn comes. */
  private readonly outdated = new Set<number>();
  /** Whose programs are good for a while only. */
  private readonly passing = new Set<number>();
  private greatest = 0;

  private constructor(
    private readonly orm: Orm,
    private versions: Versions,
    private refreshedAt: Date,
    private lookedAt: Date,
  ) {}

  static async load(orm: Orm, now: Date): Promise<KnownAlerts> {
    const known = new KnownAlerts(orm, await currentVersions(orm), now, now);
    const latest = await newest(orm, searchOf({ is: 'all' }, {}), shownAtStart);
    const ids = latest.map(({ id }) => id);
    for (const facts of await articleFacts(orm, ids)) known.index.learn(facts);
    for (let rows = await listPrograms(orm, 0, batch); rows.length > 0; ) {
      for (const row of rows) known.take(row);
      rows = await listPrograms(orm, known.greatest, batch);
    }
    return known;
  }

  /** Learns of what was changed since it last did. */
  async refresh(now: Date): Promise<void> {
    const since = new Date(this.refreshedAt.getTime() - overlapMs);
    const changed = await changedPrograms(this.orm, since, this.greatest);
    const news = changed.filter(({ id, changedAt }) => +changedAt !== this.changedAt(id)).map(({ id }) => id);
    for (const row of await programsByIds(this.orm, news)) this.take(row);
    this.refreshedAt = now;
    if (Math.abs(+now - +this.lookedAt) >= lookMs) await this.look(now);
  }

  private changedAt = (id: number) => this.remembered.get(id)?.changedAt.getTime();

  private async look(now: Date): Promise<void> {
    this.lookedAt = now;
    this.versions = await currentVersions(this.orm);
    for (const [id, alert] of this.remembered) this.note(id, alert);
    if ((await countAlerts(this.orm)) >= this.remembered.size) return;
    const there = await alertIds(this.orm);
    for (const id of [...this.remembered.keys()]) if (!there.has(id)) this.forget(id);
  }

  /** Makes programs anew that are outdated: of alerts that may be for the article, and some of the others. */
  async renew(facts: Facts, now: Date): Promise<void> {
    if (this.outdated.size + this.passing.size === 0) return;
    const concerned = this.index
      .candidates(facts)
      .filter((id) => this.outdated.has(id) || (this.passing.has(id) && this.isPast(id, now)));
    const others = [...take(this.outdated, renewedBeside)];
    const ids = [...new Set([...concerned.slice(0, mostRenewed), ...others])];
    const rows = await programsByIds(this.orm, ids);
    const there = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!there.has(id)) this.forget(id);
    for (const row of rows) await this.recompile(row, now);
  }

  private isPast(id: number, now: Date): boolean {
    const until = this.remembered.get(id)?.programUntil;
    return until != null && until <= now;
  }

  private async recompile(stored: StoredProgram, now: Date): Promise<void> {
    this.take(stored);
    // Another process may have done it.
    if (!this.outdated.has(stored.id) && !this.isPast(stored.id, now)) return;
    const recompiled = await recompiledOf(this.orm, stored.query, now, this.versions.withNames);
    // It goes on with what it has: one query must not hold up all others.
    if (!recompiled) this.outdated.delete(stored.id);
    const renewed = recompiled && (await storeProgram(this.orm, stored, recompiled, now));
    if (renewed) this.take(renewed);
  }

  /** Alerts that were deleted or paused a moment ago are none of them. */
  async matching(facts: Facts): Promise<number[]> {
    const ids = this.index.matching(facts);
    const live = await liveAlerts(this.orm, ids);
    return ids.filter((id) => live.has(id));
  }

  private take({ id, program, ...alert }: StoredProgram): void {
    const { paused, programVersion, programUntil, changedAt } = alert;
    this.remembered.set(id, { paused, programVersion, programUntil, changedAt });
    this.greatest = Math.max(this.greatest, id);
    if (program && !paused) this.index.put(id, program);
    else this.index.drop(id);
    this.note(id, alert);
  }

  /** Notes whether an alert’s program must be made anew one day. */
  private note(id: number, { paused, programVersion, programUntil }: Omit<Remembered, 'changedAt'>): void {
    const { plain, withNames } = this.versions;
    belongs(this.outdated, id, !paused && programVersion !== plain && programVersion !== withNames);
    belongs(this.passing, id, !paused && programUntil !== null);
  }

  private forget(id: number): void {
    this.remembered.delete(id);
    this.index.drop(id);
    this.outdated.delete(id);
    this.passing.delete(id);
  }
}

/** @returns null where nobody knows what is wrong; that the database is gone shows in the next question to it */
async function recompiledOf(orm: Orm, query: string, now: Date, version: string): Promise<Recompiled | null> {
  const compiled = await compileAlert(orm, query, now).catch(() => null);
  if (!compiled) return null;
  // With another list it may be right again.
  const faulty = { program: null, programVersion: version, programUntil: null };
  if ('faults' in compiled) return { ...faulty, fault: compiled.faults[0]!.message };
  const { program, programVersion, programUntil } = compiled;
  return { program, programVersion, programUntil, fault: null };
}

function belongs(set: Set<number>, id: number, does: boolean): void {
  if (does) set.add(id);
  else set.delete(id);
}

function* take(ids: Iterable<number>, most: number): Generator<number> {
  let taken = 0;
  for (const id of ids) {
    if (taken++ === most) return;
    yield id;
  }
}
