import { z } from 'zod';
import { isTimeZone } from '../text/formats.ts';

/** `HH:MM`, 00:00…23:59. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:30');
const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be the name of a time zone such as Asia/Shanghai')
  .default('UTC');
const entityId = z
  .string()
  .regex(/^\P{Cc}*$/u, 'must not contain control characters')
  .min(1)
  .max(200);
const score = z.number().min(-1).max(1);
const hundred = z.number().int().min(0).max(100).default(0);

/** What makes an alert fire, on the articles that its query finds. */
export const triggerSchema = z.discriminatedUnion('on', [
  /** Each new story; with `developments`, also what is new in one that was told already. */
  z.strictObject({ on: z.literal('story'), developments: z.boolean().default(false) }),
  /** An event of a type, with the entity in a part of it where one is given; once for each story. */
  z.strictObject({
    on: z.literal('event'),
    type: z.string().min(1).max(60),
    entity: entityId.nullable().default(null),
    /** Also where it is told further down than the opening of the text, as background mostly is. */
    anywhere: z.boolean().default(false),
    developments: z.boolean().default(false),
  }),
  /** The mean sentiment towards the entity over so many days crosses a level. */
  z.strictObject({
    on: z.literal('level'),
    entity: entityId,
    side: z.enum(['below', 'above']),
    level: score,
    days: z.number().int().min(1).max(60).default(7),
    /** Articles that the mean must rest on. */
    least: z.number().int().min(1).max(1000).default(5),
  }),
  /** The same mean moves by so much, either way, against that of the 30 days before. */
  z.strictObject({
    on: z.literal('move'),
    entity: entityId,
    by: z.number().min(0.05).max(2),
    days: z.number().int().min(1).max(14).default(3),
    least: z.number().int().min(1).max(1000).default(5),
  }),
  /** More articles on a day than chance explains. */
  z.strictObject({ on: z.literal('burst') }),
  /** No article for so many days. */
  z.strictObject({ on: z.literal('silence'), days: z.number().int().min(1).max(365) }),
]);
export type Trigger = z.output<typeof triggerSchema>;

/** What an article must be beyond being found; all are 0…100 and mean "at least", see docs/alerts.md. */
export const gatesSchema = z.strictObject({
  /** Of the entities asked for to the article. */
  relevance: hundred,
  /** In its story: 100 is the first report. */
  novelty: hundred,
  importance: hundred,
  credibility: hundred,
  /** Hours since publication when it is found; older news is no news. */
  maxAgeHours: z.number().int().min(1).max(8760).default(72),
  /** Minutes after a match in which nothing fires but a new fact. */
  cooldownMinutes: z.number().int().min(0).max(43_200).default(0),
});
export type Gates = z.output<typeof gatesSchema>;

/** When matches are told. */
export const rhythmSchema = z.strictObject({
  every: z.enum(['match', 'hour', 'day', 'week']).default('match'),
  /** Local time of daily and weekly digests. */
  at: clockTime.default('08:00'),
  /** Of weekly ones; 1 is Monday. */
  weekday: z.number().int().min(1).max(7).default(1),
  timeZone,
  /** Local hours in which nothing is told, unless the alert has high priority. They may pass midnight. */
  quiet: z.strictObject({ from: clockTime, to: clockTime }).nullable().default(null),
  /** So many notices in so many minutes; what comes beyond is told together, when they are over. */
  throttle: z
    .strictObject({
      most: z.number().int().min(1).max(1000),
      minutes: z.number().int().min(1).max(10_080),
    })
    .nullable()
    .default(null),
});
export type Rhythm = z.output<typeof rhythmSchema>;

export const priorities = ['low', 'normal', 'high'] as const;

/** How an alert behaves; beside its name, query and channels. */
export const specSchema = z.strictObject({
  trigger: triggerSchema.default({ on: 'story', developments: false }),
  gates: gatesSchema.default(gatesSchema.parse({})),
  rhythm: rhythmSchema.default(rhythmSchema.parse({})),
  priority: z.enum(priorities).default('normal'),
});
export type Spec = z.output<typeof specSchema>;
