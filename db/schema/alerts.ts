import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { Program } from '../program.ts';
import { articles, stories } from './articles.ts';
import { moment, oneOf, tsvector } from './columns.ts';
import { entities } from './entities.ts';
import { keys } from './keys.ts';
import {
  type certainties,
  channelKinds,
  channelStates,
  deliveryStates,
  matchStates,
  noticeKinds,
  stances,
} from './words.ts';

const owner = () =>
  text()
    .notNull()
    .references(() => keys.id);

/** Saved queries that tell their owner of what they find. */
export const alerts = pgTable(
  'alerts',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    owner: owner(),
    name: text().notNull(),
    /** As typed. */
    query: text().notNull(),
    /** Trigger, gates, rhythm and the like: services/alert/spec.ts has its shape. */
    spec: jsonb().$type<object>().notNull(),
    paused: boolean().notNull().default(false),
    madeAt: moment('made_at').notNull(),
    /** Moves with every change that the index of alerts must hear of. */
    changedAt: moment('changed_at').notNull(),
    /** What the matcher runs; null where the query can’t be read any more (`fault` says why). */
    program: jsonb().$type<Program>(),
    fault: text(),
    /** Of the entity list and the compiler that made the program. */
    programVersion: text().notNull(),
    /** When the program must be made anew: a query that says `after:7d` is another one tomorrow. */
    programUntil: moment('program_until'),
    /** What a trigger remembers, such as on which side of its level sentiment was: services/alert/triggers. */
    memory: jsonb().$type<object>().notNull().default({}),
    /** When somebody must look at it next: a digest is due, quiet hours end, its numbers may have changed. */
    lookAt: moment('look_at'),
    /** SHA-256, in hex, of the secret in the address of its feed; null where it has none. */
    feedHash: text().unique(),
  },
  (t) => [
    index().on(t.owner, t.id),
    index().on(t.changedAt),
    index('alerts_to_look_at').on(t.lookAt).where(sql`${t.lookAt} is not null and not ${t.paused}`),
  ],
);

/** Where notices go. */
export const channels = pgTable(
  'channels',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    owner: owner(),
    kind: text({ enum: channelKinds }).notNull(),
    name: text().notNull(),
    /** Addresses and the like: services/alert/channels has the shape for each kind. */
    target: jsonb().$type<object>().notNull(),
    /** Of webhooks: the secret that signs, and while it is rotated the one before it with its end. */
    secrets: jsonb().$type<{ secret: string; until?: string }[]>().notNull().default([]),
    state: text({ enum: channelStates }).notNull().default('ok'),
    /** Why it is not `ok`, in words. */
    reason: text(),
    failingSince: moment('failing_since'),
    /** Nothing is tried before: the last try failed. */
    retryAt: moment('retry_at'),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [
    index().on(t.owner, t.id),
    oneOf('channels_kind', t.kind, channelKinds),
    oneOf('channels_state', t.state, channelStates),
  ],
);

export const alertChannels = pgTable(
  'alert_channels',
  {
    alertId: bigint({ mode: 'number' })
      .notNull()
      .references(() => alerts.id, { onDelete: 'cascade' }),
    channelId: bigint({ mode: 'number' })
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.alertId, t.channelId] }), index().on(t.channelId)],
);

/** Stories and entities that an alert’s owner wants to hear no more of. */
export const alertMutes = pgTable(
  'alert_mutes',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    alertId: bigint({ mode: 'number' })
      .notNull()
      .references(() => alerts.id, { onDelete: 'cascade' }),
    storyId: bigint({ mode: 'number' }).references(() => stories.id),
    entityId: text().references(() => entities.id),
    /** For good when null. */
    until: moment('until'),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [
    index().on(t.alertId),
    check('alert_mutes_one', sql`(${t.storyId} is null) <> (${t.entityId} is null)`),
  ],
);

/** Finished articles that alerts have not seen; a row goes in the transaction that writes its matches. */
export const unmatched = pgTable(
  'unmatched',
  {
    articleId: bigint({ mode: 'number' })
      .primaryKey()
      .references(() => articles.id, { onDelete: 'cascade' }),
    since: moment('since').notNull(),
    /** Why alerts gave up on it; null while it waits. */
    failure: text(),
  },
  (t) => [index('unmatched_waiting').on(t.since).where(sql`${t.failure} is null`)],
);

/** What one alert found: once for each thing that it can be about. */
export const matches = pgTable(
  'matches',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    alertId: bigint({ mode: 'number' })
      .notNull()
      .references(() => alerts.id, { onDelete: 'cascade' }),
    /** What it is about, such as `story:12` or `silence:2026-11-20`: never twice for an alert. */
    about: text().notNull(),
    storyId: bigint({ mode: 'number' }).references(() => stories.id),
    /** The article that made it, where one did. */
    articleId: bigint({ mode: 'number' }).references(() => articles.id, { onDelete: 'set null' }),
    matchedAt: moment('matched_at').notNull(),
    /** What is told of it, as it was then: services/alert/told.ts has the shape. */
    told: jsonb().$type<object>().notNull(),
    state: text({ enum: matchStates }).notNull(),
    /** The notice that tells of it; null while it is held, and when it is muted. */
    noticeId: bigint({ mode: 'number' }).references(() => notices.id, { onDelete: 'set null' }),
  },
  (t) => [
    unique().on(t.alertId, t.about),
    index().on(t.alertId, t.id),
    index().on(t.alertId, t.storyId),
    index().on(t.articleId),
    index().on(t.noticeId),
    index('matches_held').on(t.alertId, t.id).where(sql`${t.state} = 'held'`),
    oneOf('matches_state', t.state, matchStates),
  ],
);

/** One message to an alert’s owner, whatever channels it goes through. Its number rises in the order of commits. */
export const notices = pgTable(
  'notices',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    owner: owner(),
    /** Null for what is about a channel. */
    alertId: bigint({ mode: 'number' }).references(() => alerts.id, { onDelete: 'cascade' }),
    kind: text({ enum: noticeKinds }).notNull(),
    /** All that is said, the same at every try and in every channel: services/alert/notice.ts has the shape. */
    content: jsonb().$type<object>().notNull(),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [index().on(t.owner, t.id), index().on(t.alertId, t.id), oneOf('notices_kind', t.kind, noticeKinds)],
);

/** A notice on its way through a channel. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    noticeId: bigint({ mode: 'number' })
      .notNull()
      .references(() => notices.id, { onDelete: 'cascade' }),
    channelId: bigint({ mode: 'number' })
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    state: text({ enum: deliveryStates }).notNull().default('pending'),
    tries: integer().notNull().default(0),
    /** When it is to be tried; null when it is not pending. */
    dueAt: moment('due_at'),
    madeAt: moment('made_at').notNull(),
    deliveredAt: moment('delivered_at'),
  },
  (t) => [
    unique().on(t.noticeId, t.channelId),
    index().on(t.channelId, t.id),
    index('deliveries_waiting').on(t.channelId, t.dueAt).where(sql`${t.state} = 'pending'`),
    oneOf('deliveries_state', t.state, deliveryStates),
  ],
);

/** Each try of a delivery and what came of it. */
export const deliveryTries = pgTable(
  'delivery_tries',
  {
    deliveryId: bigint({ mode: 'number' })
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    /** From 1. */
    nth: integer().notNull(),
    at: moment('at').notNull(),
    /** Milliseconds it took. */
    ms: integer().notNull(),
    /** What the receiver answered (HTTP or SMTP); null when it did not. */
    status: integer(),
    /** Why it failed, in words; null when it did not. */
    reason: text(),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.nth] })],
);

/** An entity and an event as an article told of them first. */
export interface FirstEntity {
  id: string;
  score: number;
  salience: number;
  inTitle: boolean;
}
export interface FirstEvent {
  type: string;
  certainty: (typeof certainties)[number];
  stance: string;
  instrumentId: string | null;
  who: string[];
  inTitle: boolean;
  early: boolean;
}

/** The tags that an article had first, where it was tagged anew after alerts had seen it: for tries against the past. */
export const firstTags = pgTable('first_tags', {
  articleId: bigint({ mode: 'number' })
    .primaryKey()
    .references(() => articles.id, { onDelete: 'cascade' }),
  /** When others took their place. */
  until: moment('until').notNull(),
  taggerVersion: text(),
  listVersion: text(),
  /** The keys of its index, see db/search/keys.ts. */
  keys: text().array().notNull(),
  /** The words of its index, where its publisher has edited it since; null where they are the article’s. */
  words: tsvector(),
  sentimentScore: real(),
  relevance: real(),
  stance: text({ enum: stances }),
  /** Most salient first. */
  towards: jsonb().$type<FirstEntity[]>().notNull(),
  /** In reading order. */
  events: jsonb().$type<FirstEvent[]>().notNull(),
});
