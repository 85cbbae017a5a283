import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import type { Orm } from '../../../db/database.ts';
import { feedAddresses } from '../../../db/health.ts';
import { countToRetag } from '../../../db/retags.ts';
import { hasUnsigned } from '../../../db/signatures.ts';
import { signatureVersion } from '../../cluster/signature.ts';
import { reasonOf, told } from '../../faults.ts';
import type { Found } from '../../health/check.ts';
import { inTime } from '../../health/inTime.ts';
import { lookUp, namesIn } from '../../health/names.ts';
import { type Resolve, systemResolve } from '../../runtime/address.ts';
import type { Config } from '../../runtime/config.ts';
import { readFeeds } from '../../runtime/feeds.ts';
import { doubtsIn } from '../../tag/names/doubts.ts';
import { entityListVersion, loadEntityList } from '../../tag/names/list.ts';
import { taggerVersion } from '../../tag/tag.ts';
import type { DoctorCode } from './findings.ts';

export type DoctorFound = Found<DoctorCode> & { name: string };

const leastMemoryBytes = 300e6;

/** What this machine is like. */
export function machineChecks(version = process.versions.node, free = freemem()): DoctorFound[] {
  const wanted = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).engines
    .node;
  const isOld = isBefore(version, wanted.replace(/^>=/, ''));
  const memory = { free: { bytes: free }, most: { bytes: totalmem() } };
  return [
    { name: 'node', code: isOld ? 'node-old' : 'node-right', facts: { version, wanted } },
    { name: 'memory', code: free < leastMemoryBytes ? 'memory-short' : 'memory-enough', facts: memory },
  ];
}

function isBefore(version: string, least: string): boolean {
  const [mine, wanted] = [version, least].map((text) => text.split('.').map(Number));
  const at = wanted!.findIndex((part, nth) => part !== mine![nth]);
  return at >= 0 && mine![at]! < wanted![at]!;
}

/** The files that people write. */
export function fileChecks({ CHIPWIRE_FEEDS, CHIPWIRE_ENTITIES }: Config): DoctorFound[] {
  return [
    orFault('feed list', 'list-wrong', () => {
      const { feeds } = readFeeds(CHIPWIRE_FEEDS);
      return { code: 'list-right', facts: { n: feeds.length } };
    }),
    orFault('entity list', 'entities-wrong', () => {
      const { entities } = loadEntityList(undefined, CHIPWIRE_ENTITIES);
      const doubts = CHIPWIRE_ENTITIES ? doubtsIn(CHIPWIRE_ENTITIES) : [];
      if (doubts.length > 0) return { code: 'entities-doubted', facts: { n: doubts.length } };
      return { code: 'entities-right', facts: { n: entities.size } };
    }),
  ];
}

function orFault(name: string, code: DoctorCode, look: () => Found<DoctorCode>): DoctorFound {
  try {
    return { name, ...look() };
  } catch (error) {
    return { name, code, reason: String(told(error)) };
  }
}

const atOnce = 8;
const withinMs = 3_000;
const hostsNamed = 5;
const mostFeeds = 5_000;

/** Looks up the hosts of all feeds, a few at once; nothing is asked of them: what they answer is on the page of each feed. */
export async function hostCheck(
  orm: Orm | null,
  { CHIPWIRE_FEEDS }: Config,
  resolve: Resolve = systemResolve,
): Promise<DoctorFound[]> {
  const hosts = namesIn([...(await addressesIn(orm)), ...addressesOf(CHIPWIRE_FEEDS)]);
  if (hosts.length === 0) return [];
  const lost: string[] = [];
  const left = [...hosts];
  const lookNext = async () => {
    for (let host = left.shift(); host !== undefined; host = left.shift())
      if ((await lookUp(resolve, host, withinMs)).fault !== null) lost.push(host);
  };
  await Promise.all(Array.from({ length: atOnce }, lookNext));
  const facts = { n: hosts.length, lost: lost.length };
  if (lost.length === 0) return [{ name: 'hosts of feeds', code: 'hosts-known', facts }];
  const code = lost.length === hosts.length ? 'hosts-all-unknown' : 'hosts-unknown';
  const reason = lost.slice(0, hostsNamed).join(', ') + (lost.length > hostsNamed ? ' …' : '');
  return [{ name: 'hosts of feeds', code, facts, reason }];
}

const addressesIn = async (orm: Orm | null): Promise<string[]> =>
  orm ? inTime(feedAddresses(orm, mostFeeds), withinMs).catch(() => []) : [];

function addressesOf(file: string): string[] {
  try {
    return readFeeds(file).feeds.map(({ url }) => url);
  } catch {
    return []; // told of elsewhere
  }
}

const countingMs = 10_000;

/** What an earlier Chipwire made. */
export async function ageChecks(
  orm: Orm,
  { CHIPWIRE_ENTITIES, CHIPWIRE_SENTIMENT }: Config,
  now: Date,
): Promise<DoctorFound[]> {
  const tags = async (): Promise<Found<DoctorCode>> => {
    const listVersion = entityListVersion(undefined, CHIPWIRE_ENTITIES);
    const scope = { taggerVersion, listVersion, everything: false, since: null };
    const n = await countToRetag(orm, scope, now);
    return n > 0 ? { code: 'tags-old', facts: { n } } : { code: 'tags-new' };
  };
  const stories = async (): Promise<Found<DoctorCode>> => ({
    code: (await hasUnsigned(orm, signatureVersion)) ? 'stories-old' : 'stories-new',
  });
  const asked = async (name: string, ask: () => Promise<Found<DoctorCode>>): Promise<DoctorFound> => ({
    name,
    ...(await inTime(ask(), countingMs).catch((error: unknown) => ({
      code: 'not-known' as const,
      reason: reasonOf(error),
    }))),
  });
  // With another engine the tagger's version is known only once that has been loaded.
  const known = CHIPWIRE_SENTIMENT === 'built-in' ? [asked('tags', tags)] : [];
  return Promise.all([...known, asked('stories', stories)]);
}
