import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { feedFamilies, topics } from '../../runtime/feeds.ts';

const encoding = z.enum(['utf-8', 'gb18030']).default('utf-8');

const publisherSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  language: z.enum(['en', 'zh']),
  family: z.enum(feedFamilies),
  topics: z.array(z.enum(topics)).min(1),
  description: z.string().min(1),
  accent: z.string().regex(/^#[0-9a-f]{6}$/),
  sections: z.array(z.string()).min(3),
  clock: z.strictObject({ offset: z.number().int().min(-12).max(14), label: z.string() }),
  feed: z.strictObject({
    format: z.enum(['rss', 'atom', 'json']),
    /** whether the feed carries the whole text beside the summary */
    full: z.boolean().default(false),
    guid: z.enum(['permalink', 'number', 'tag']),
    encoding,
    /** a query that this feed's links carry and the page's own address does not */
    tracking: z.string().optional(),
  }),
  page: z.strictObject({
    template: z.enum([
      'journal',
      'ledger',
      'magazine',
      'letter',
      'agency',
      'courier',
      'column-zh',
      'portal-zh',
    ]),
    metadata: z.array(z.enum(['json-ld', 'open-graph'])),
    encoding,
  }),
  /** the last line of a republished article; `{name}` is where it was taken from */
  copyLine: z.string().includes('{name}'),
});

/** An invented publisher, as publishers.yaml describes it. */
export type Publisher = z.infer<typeof publisherSchema>;
export type TemplateName = Publisher['page']['template'];

const fileSchema = z.strictObject({ publishers: z.array(publisherSchema).min(1) });

/** Reads publishers.yaml, by id in the file's order. */
export function loadPublishers(
  path: string | URL = new URL('publishers.yaml', import.meta.url),
): Map<string, Publisher> {
  const parsed = fileSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}:\n${z.prettifyError(parsed.error)}`);
  return new Map(parsed.data.publishers.map((publisher) => [publisher.id, publisher]));
}

const feedFiles = { rss: 'feed.xml', atom: 'feed.atom', json: 'feed.json' } as const;

/** Where the publisher's feed lies on the wire. */
export const feedPath = ({ id, feed }: Publisher): string => `/${id}/${feedFiles[feed.format]}`;

/** The language tag that pages and feeds announce. */
export const languageTag = ({ language }: Publisher): string => (language === 'zh' ? 'zh-CN' : 'en');
