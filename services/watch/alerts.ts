import { createHash } from 'node:crypto';
import { listMatches } from '../../db/alertMatches.ts';
import {
  type AlertChanges,
  addAlert,
  changeAlert as changeStored,
  getAlert,
  type ListedAlert,
  lockAlert,
  openChannels,
  ownChannels,
} from '../../db/alerts.ts';
import type { Orm } from '../../db/database.ts';
import { letGo } from '../../db/deliveries.ts';
import { addNotice } from '../../db/notices.ts';
import type { NoticeContent } from '../alert/notice.ts';
import { type Gates, type Rhythm, type Spec, specSchema, type Trigger } from '../alert/spec.ts';
import { toldSchema } from '../alert/told.ts';
import { lookUp } from '../queries/names.ts';
import { compileAlert } from './compile.ts';
import { AskedWrong, askedWrong } from './fault.ts';

/** Alerts of one owner. */
export const mostAlerts = 1000;
/** Channels of one alert. */
export const mostChannelsEach = 20;

/** An alert as its owner wants it. */
export interface AskedAlert extends Spec {
  name: string;
  /** As typed. */
  query: string;
  /** Ids of channels; each once. */
  channels: number[];
}

/** What shall be other than it is; parts of gates and rhythm that are left out stay. */
export interface AskedChanges {
  name?: string | undefined;
  query?: string | undefined;
  trigger?: Trigger | undefined;
  gates?: { [Name in keyof Gates]?: Gates[Name] | undefined } | undefined;
  rhythm?: { [Name in keyof Rhythm]?: Rhythm[Name] | undefined } | undefined;
  priority?: Spec['priority'] | undefined;
  channels?: number[] | undefined;
}

/**
 * Saves a new alert.
 *
 * @returns its id
 * @throws AskedWrong
 */
export async function saveAlert(orm: Orm, owner: string, asked: AskedAlert, now: Date): Promise<number> {
  const { name, query, channels, ...rest } = asked;
  await checkChannels(orm, owner, channels);
  const spec = { ...rest, trigger: await knownTrigger(orm, rest.trigger) };
  const compiled = await compiledQuery(orm, query, now);
  const lookAt = looksByItself(spec) ? now : null;
  const id = await addAlert(
    orm,
    { owner, name, query, spec, ...compiled, lookAt },
    channels,
    mostAlerts,
    now,
  );
  if (id === null)
    throw askedWrong('name', `can’t be saved: you have ${mostAlerts} alerts already; delete one first`);
  return id;
}

/** What an alert’s owner decides of it, as a few characters: others where something of it was changed. */
export function versionOf({ name, query, spec, channels }: ListedAlert): string {
  const decided = [name, query, specSchema.parse(spec), channels.map(({ id }) => id)];
  return createHash('sha256').update(JSON.stringify(decided)).digest('hex').slice(0, 16);
}

/**
 * Changes an alert. What its trigger remembers is forgotten where its query or its trigger changes. Of two changes at once
 * the later one begins with what the other has made of it.
 *
 * @param seen the version that the changes are meant for, where they are meant for no other
 * @returns false where the owner has no such alert
 * @throws AskedWrong
 */
export const changeAlert = (
  orm: Orm,
  { owner, id }: { owner: string; id: number },
  asked: AskedChanges,
  now: Date,
  seen?: string,
): Promise<boolean> =>
  orm.transaction(async (tx) => {
    await lockAlert(tx, owner, id);
    const before = await getAlert(tx, owner, id);
    if (!before) return false;
    if (seen !== undefined && seen !== versionOf(before)) throw askedWrong('', changedMeanwhile);
    return changeFrom(tx, before, asked, now);
  });

/** For whoever sees what was typed: to save it again is to want it. */
export const changedMeanwhile =
  'This alert was changed meanwhile, by a program or in another window. Saving once more puts what stands here in the place of that.';

async function changeFrom(orm: Orm, before: ListedAlert, asked: AskedChanges, now: Date): Promise<boolean> {
  const { owner, id } = before;
  const { name, query, channels, ...parts } = asked;
  if (channels) await checkChannels(orm, owner, channels);
  const changes: AlertChanges = {
    spec: await specWith(orm, before, parts),
    // Whoever looks finds out when to look again.
    lookAt: now,
    ...(name === undefined ? {} : { name }),
    ...(query === undefined ? {} : { query, fault: null, ...(await compiledQuery(orm, query, now)) }),
    ...(query === undefined && !parts.trigger ? {} : { memory: {} }),
  };
  return changeStored(orm, { owner, id }, changes, channels, now);
}

/** @returns false where the owner has no such alert */
export const pauseAlert = (orm: Orm, whose: { owner: string; id: number }, paused: boolean, now: Date) =>
  changeStored(orm, whose, paused ? { paused } : { paused, lookAt: now }, undefined, now);

async function specWith(
  orm: Orm,
  before: ListedAlert,
  { trigger, gates, rhythm, priority }: Omit<AskedChanges, 'name' | 'query' | 'channels'>,
): Promise<Spec> {
  const spec = specSchema.parse(before.spec);
  return {
    trigger: trigger ? await knownTrigger(orm, trigger) : spec.trigger,
    gates: { ...spec.gates, ...given(gates) },
    rhythm: { ...spec.rhythm, ...given(rhythm) },
    priority: priority ?? spec.priority,
  };
}

const given = <Part extends object>(part: Part | undefined) =>
  Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined));

/** Whether time alone may make it fire. */
const looksByItself = ({ trigger }: Spec) => trigger.on !== 'story' && trigger.on !== 'event';

/** What is stored of a query. @throws AskedWrong */
async function compiledQuery(orm: Orm, query: string, now: Date) {
  const compiled = await compileAlert(orm, query, now);
  if ('faults' in compiled)
    throw new AskedWrong(
      compiled.faults.map(({ message, ...where }) => ({ parameter: 'query', detail: message, ...where })),
    );
  const { program, programVersion, programUntil } = compiled;
  return { program, programVersion, programUntil };
}

/** The trigger with ids for the names in it. @throws AskedWrong */
export async function knownTrigger(orm: Orm, trigger: Trigger): Promise<Trigger> {
  const known = { ...trigger };
  if ('type' in known) known.type = await idFor(orm, 'event', known.type, 'trigger.type');
  if ('entity' in known && known.entity !== null)
    known.entity = await idFor(orm, 'entity', known.entity, 'trigger.entity');
  return known;
}

/**
 * What a name stands for.
 *
 * @throws AskedWrong with what was perhaps meant
 */
export async function idFor(
  orm: Orm,
  field: 'entity' | 'event',
  name: string,
  parameter: string,
): Promise<string> {
  const found = await lookUp(orm, field, name);
  if ('id' in found) return found.id;
  const meant = found.meant ? ` Did you mean ${found.meant.name}?` : '';
  throw askedWrong(parameter, `is not known: there is no ${found.what} “${name}”.${meant}`);
}

async function checkChannels(orm: Orm, owner: string, ids: number[]): Promise<void> {
  const own = await ownChannels(orm, owner, ids);
  const strange = ids.find((id) => !own.has(id));
  if (strange !== undefined)
    throw askedWrong('channels', `names ${strange}, which is no channel of yours; /v1/channels lists them`);
}

/**
 * Sends a test of an alert through its channels, with what it matched last.
 *
 * @returns the notice’s number and where it goes
 * @throws AskedWrong where it has no channel that is on
 */
export async function testAlert(orm: Orm, alert: ListedAlert, now: Date) {
  const channelIds = await openChannels(orm, alert.id);
  if (channelIds.length === 0)
    throw askedWrong('channels', 'must have one that is on: this alert tells through none');
  const content = await testContent(orm, alert, now);
  const notice = { owner: alert.owner, alertId: alert.id, kind: 'test' as const, content, matchIds: [] };
  const id = await orm.transaction(async (tx) => {
    for (const channelId of channelIds) await letGo(tx, channelId);
    return addNotice(tx, { ...notice, channelIds }, now);
  });
  return { notice: id, channels: channelIds };
}

async function testContent(orm: Orm, alert: ListedAlert, now: Date): Promise<NoticeContent> {
  const { id, name, query } = alert;
  const last = await listMatches(orm, id, { muted: false, limit: 1 });
  return {
    kind: 'test',
    alert: { id, name, query },
    priority: specSchema.parse(alert.spec).priority,
    madeAt: now.toISOString(),
    title: `Test of “${name}”: alerts will look like this`,
    matches: last.map((match) => ({ ...toldSchema.parse(match.told), matchId: match.id })),
    more: 0,
  };
}
