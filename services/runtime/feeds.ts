import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from './config.ts';

export const feedFamilies = [
  'regulator',
  'think-tank',
  'trade-press',
  'general-press',
  'finance-press',
  'state-media',
  'lab',
  'wire',
  'research',
  'community',
  'law-firm',
] as const;
/** How much of a publisher's text is shown and exported. */
export const textRights = ['full', 'excerpt', 'none'] as const;
export const topics = ['export-controls', 'model-releases'] as const;

const units = { m: 60, h: 3600, d: 86_400 } as const;
const interval = z
  .string()
  .regex(/^\d+[mhd]$/, 'must be a whole number of minutes, hours or days, such as 30m, 2h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * units[text.at(-1) as keyof typeof units])
  .refine((seconds) => seconds >= 300 && seconds <= 7 * 86_400, 'must lie between 5m and 7d');
const topicList = z.array(z.enum(topics)).min(1);
const feedUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && ['http:', 'https:', 'file:'].includes(new URL(text).protocol),
    'must be an address starting with https://, http:// or file:',
  );

const feedSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens'),
  url: feedUrl,
  publisher: z.string().trim().min(1).max(100),
  family: z.enum(feedFamilies),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language tag such as en or zh'),
  interval: interval.optional(),
  topics: topicList.optional(),
});
const rightsSchema = z.strictObject({
  fullText: z.enum(textRights).default('full'),
  keepTextDays: z
    .number()
    .int('must be a whole number of days')
    .min(1, 'must be 1 day or more')
    .max(36_500, 'must be 36,500 days or fewer; leave it out to keep texts for ever')
    .optional(),
});
const fileSchema = z.strictObject({
  publishers: z.record(z.string().trim().min(1).max(100), rightsSchema).optional(),
  defaults: z.strictObject({ interval: interval.optional() }).optional(),
  groups: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        topics: topicList,
        feeds: z.array(feedSchema),
      }),
    )
    .min(1, 'must hold at least one group of feeds'),
});

/** One feed as configured; `interval` in seconds. */
export interface FeedSource {
  id: string;
  url: string;
  publisher: string;
  family: (typeof feedFamilies)[number];
  language: string;
  topics: (typeof topics)[number][];
  interval: number;
}

/** What may be done with one publisher's texts. */
export interface Rights {
  publisher: string;
  fullText: (typeof textRights)[number];
  /** Days after publication; absent for ever. */
  keepTextDays?: number | undefined;
}

/** All that feeds.yaml says. */
export interface FeedList {
  feeds: FeedSource[];
  /** Of publishers whose texts are not simply kept and shown. */
  rights: Rights[];
}

const defaultInterval = 1800;

/**
 * Reads feeds.yaml.
 *
 * @throws ConfigError with file, line and what to do for each fault
 */
export function readFeeds(path: string): FeedList {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(
      `Cannot read the feed list ${path}. Create it (docs/add-a-feed.md), or set CHIPWIRE_FEEDS.`,
    );
  }
  return parseFeeds(text, path);
}

/** The same from text; `path` is for messages only. */
export function parseFeeds(text: string, path: string): FeedList {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number | undefined) =>
    `${path}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
  const offsetOf = (keys: PropertyKey[]): number | undefined => {
    // A missing key has no place of its own: point at the nearest thing around it.
    for (let depth = keys.length; depth > 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return node.range[0];
    }
    return undefined;
  };
  const faults = document.errors.map((error) => `${at(error.pos[0])}: ${error.message.split('\n')[0]}`);
  if (faults.length > 0) throw faultsError(faults);

  const parsed = fileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    throw faultsError(
      parsed.error.issues.map(
        (issue) =>
          `${at(offsetOf(issue.path))}: ${[...issue.path.filter((k) => typeof k === 'string')].join('.') || 'file'} ${issue.message}`,
      ),
    );
  }
  const { defaults, groups, publishers = {} } = parsed.data;
  const found = groups.flatMap((group, g) =>
    group.feeds.map((feed, f) => ({
      where: at(offsetOf(['groups', g, 'feeds', f])),
      source: {
        ...feed,
        topics: feed.topics ?? group.topics,
        interval: feed.interval ?? defaults?.interval ?? defaultInterval,
      },
    })),
  );
  const repeats = (['id', 'url'] as const).flatMap((key) => {
    const first = new Map<string, string>();
    return found.flatMap(({ where, source }) => {
      const earlier = first.get(source[key]);
      if (earlier)
        return [`${where}: ${key} ${source[key]} is used already at ${earlier}; each feed needs its own`];
      first.set(source[key], where);
      return [];
    });
  });
  if (repeats.length > 0) throw faultsError(repeats);
  return {
    feeds: found.map(({ source }) => source),
    rights: Object.entries(publishers).map(([publisher, rights]) => ({ publisher, ...rights })),
  };
}

const faultsError = (faults: string[]) =>
  new ConfigError(
    `The feed list has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}\ndocs/add-a-feed.md shows how a feed is written.`,
  );
