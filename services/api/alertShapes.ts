import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ListedMatch } from '../../db/alertMatches.ts';
import type { ListedAlert } from '../../db/alerts.ts';
import type { ListedMute } from '../../db/mutes.ts';
import { channelKinds, channelStates, matchStates } from '../../db/schema.ts';
import { gatesSchema, rhythmSchema, specSchema, triggerSchema } from '../alert/spec.ts';
import { type Told, toldSchema } from '../alert/told.ts';
import { mostChannelsEach } from '../watch/alerts.ts';
import { AskedWrong } from '../watch/fault.ts';
import { callerOf } from './access.ts';
import { ProblemError } from './problems.ts';
import { articleId, entityId, moment, textParameter } from './shapes.ts';
import { storyId } from './storyShapes.ts';

// What routes of alerts take and give.

export const alertId = z.int().positive().describe('The alert’s number');
export const channelId = z.int().positive().describe('The channel’s number');

export const numberParameter = z.coerce
  .number('must be a whole number')
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER);
/** The number in an address. */
export const idParameter = z.object({ id: numberParameter });
export const twoIdsParameter = z.object({ id: numberParameter, mute: numberParameter });

/** Of lists that go by number, the newest first. */
export const pageParameters = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many a page, 1 to 100'),
  before: numberParameter.optional().describe('`next` of the page before'),
};
export const nextBefore = z.int().nullable().describe('`before` of the next page; null on the last');

/** One page of what a list gives when it is asked for one more. */
export function onePage<Row extends { id: number }>(rows: Row[], limit: number) {
  const shown = rows.slice(0, limit);
  return { shown, next: rows.length > limit ? shown.at(-1)!.id : null };
}

export const body = <Shape extends z.ZodType>(schema: Shape) => ({
  required: true,
  content: { 'application/json': { schema } },
});

/** A name for people. */
export const nameShape = textParameter.trim().min(1, 'must not be empty').max(100);

const channelsShape = z
  .array(channelId)
  .max(mostChannelsEach)
  .refine((ids) => new Set(ids).size === ids.length, 'must not name a channel twice')
  .describe('Channels that it tells through; /v1/channels lists yours');

const queryShape = textParameter
  .trim()
  .max(1000)
  .describe('What it watches, in the language of docs/search.md; empty for everything');

const { trigger, gates, rhythm, priority } = specSchema.shape;

export const newAlertShape = z
  .strictObject({
    name: nameShape,
    query: queryShape,
    trigger: trigger.describe('What makes it fire on what the query finds; each new story when left out'),
    gates: gates.describe('What an article must be beyond being found; docs/alerts.md has what each means'),
    rhythm: rhythm.describe('When matches are told'),
    priority: priority.describe('high passes quiet hours'),
    channels: channelsShape.default([]),
  })
  .openapi('NewAlert', {
    example: {
      name: 'Huawei licences',
      query: 'entity:huawei licence',
      trigger: { on: 'story', developments: true },
      gates: { novelty: 40 },
      rhythm: { every: 'match', timeZone: 'Asia/Shanghai', quiet: { from: '23:00', to: '07:00' } },
    },
  });

/** The same without what stands in for parts that are left out. */
const withoutDefaults = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(schema.shape).map(([name, part]) => [
        name,
        (part instanceof z.ZodDefault ? (part.unwrap() as z.ZodType) : (part as z.ZodType)).optional(),
      ]),
    ) as { [Name in keyof Shape]: z.ZodOptional<z.ZodType<z.output<Shape[Name]>>> },
  );

export const alertChangesShape = z
  .strictObject({
    name: nameShape.optional(),
    query: queryShape.optional(),
    trigger: triggerSchema.optional().describe('Takes the place of the old one'),
    gates: withoutDefaults(gatesSchema).optional().describe('Those that are left out stay'),
    rhythm: withoutDefaults(rhythmSchema).optional().describe('Parts that are left out stay'),
    priority: z.enum(priority.unwrap().options).optional(),
    channels: channelsShape.optional(),
  })
  .openapi('AlertChanges', { example: { gates: { novelty: 60 } } });

export const alertShape = z
  .object({
    id: alertId,
    name: z.string(),
    query: z.string(),
    ...specSchema.shape,
    state: z
      .enum(['on', 'paused', 'faulty'])
      .describe('faulty: its query can’t be read any more, and it finds nothing until it is changed'),
    fault: z.string().nullable().describe('Why it is faulty, in words'),
    madeAt: moment,
    channels: z.array(
      z.object({
        id: channelId,
        kind: z.enum(channelKinds),
        name: z.string(),
        state: z.enum(channelStates),
        reason: z.string().nullable(),
      }),
    ),
    lastMatchAt: moment.nullable(),
    held: z.int().min(0).describe('Matches that wait for a digest, or the end of quiet hours or a throttle'),
    feed: z.boolean().describe('Whether it has a feed; its secret address was shown when it was made'),
  })
  .openapi('Alert');

/** An alert as the API tells it. */
export function shownAlert(alert: ListedAlert) {
  const { id, name, query, paused, fault, channels, held } = alert;
  return {
    ...{ id, name, query, ...specSchema.parse(alert.spec) },
    state: fault !== null ? ('faulty' as const) : paused ? ('paused' as const) : ('on' as const),
    fault,
    madeAt: alert.madeAt.toISOString(),
    ...{ channels, held },
    lastMatchAt: alert.lastMatchAt?.toISOString() ?? null,
    feed: alert.feedHash !== null,
  };
}

export const matchShape = z
  .object({
    id: z.int().positive(),
    about: z.string().describe('What it is about; an alert never fires twice about one thing'),
    state: z.enum(matchStates).describe('held waits to be told, muted is told to nobody'),
    notice: z
      .object({ id: z.string(), madeAt: moment })
      .nullable()
      .describe('The message that told of it; its id is the same at every receiver'),
    story: storyId.nullable().describe('The story as it is now'),
    article: articleId.nullable(),
    told: toldSchema.describe('What is told of it, as it was when it fired'),
  })
  .openapi('Match');

/** A match as the API tells it. */
export const shownMatch = ({ id, about, state, storyId, articleId, ...match }: ListedMatch) => ({
  ...{ id, about, state },
  notice: match.noticeId === null ? null : shownNotice(match.noticeId, match.toldAt!),
  ...{ story: storyId, article: articleId },
  told: match.told as Told,
});

const shownNotice = (id: number, madeAt: Date) => ({ id: `notice-${id}`, madeAt: madeAt.toISOString() });

const until = moment.nullable().describe('When it is told of again; null for never');

export const newMuteShape = z
  .strictObject({
    story: storyId.optional(),
    entity: entityId.optional().describe('Id or name'),
    until: z.iso.datetime({ offset: true }).nullable().default(null).describe('For good when left out'),
  })
  .refine(({ story, entity }) => (story === undefined) !== (entity === undefined), {
    message: 'give either story or entity',
    path: ['story'],
  })
  .openapi('NewMute', { example: { entity: 'huawei', until: '2026-12-24T00:00:00Z' } });

export const muteShape = z
  .object({
    id: z.int().positive(),
    story: storyId.nullable(),
    entity: entityId.nullable(),
    says: z.string().nullable().describe('The entity’s name, or the story’s first title'),
    until,
    madeAt: moment,
  })
  .openapi('Mute');

/** A mute as the API tells it. */
export const shownMute = ({ id, storyId, entityId, says, until, madeAt }: ListedMute) => ({
  ...{ id, story: storyId, entity: entityId, says },
  until: until?.toISOString() ?? null,
  madeAt: madeAt.toISOString(),
});

/**
 * Whose alerts, channels or saved searches a request is about.
 *
 * @throws ProblemError where nobody’s
 */
export function ownerOf(c: Context): string {
  const { owner } = callerOf(c);
  if (owner === null)
    throw new ProblemError(401, {
      detail:
        'Alerts, channels and saved searches belong to a key: send yours as Authorization: Bearer cw_….',
    });
  return owner;
}

/** For `catch`: what is wrong with what somebody wants saved becomes the answer. */
export function asProblem(error: unknown): never {
  if (error instanceof AskedWrong)
    throw new ProblemError(400, {
      detail: 'It can’t be saved as it stands; `errors` says what to change.',
      errors: [...error.faults],
    });
  throw error;
}
