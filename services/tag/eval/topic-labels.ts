import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { EntityList } from '../names/list.ts';
import { wordsSchema } from '../text/words.ts';
import { topicIds } from '../topics/topics-data.ts';
import { hasShared, readShared } from './datasets.ts';
import { readGold } from './gold.ts';

export interface Article {
  title: string;
  text: string;
}

/** An article with whether it is on each topic; undefined where one may think either way. */
export interface Labelled extends Article {
  set: string;
  held: boolean;
  on: (boolean | undefined)[];
}

const WIRE = new URL('../../demo/articles/', import.meta.url);
const WEEK = 'week_2022-10-07_bis-rule';
const labelsSchema = z.record(z.string(), z.record(z.string().length(2), wordsSchema));
const itemSchema = z.object({
  title: z.string(),
  link: z.string().nullish(),
  text: z.string().nullish(),
  description: z.string().nullish(),
  summary: z.string().nullish(),
});
const headSchema = z.object({ title: z.string(), topics: z.array(z.string()).default([]) });

/**
 * Articles with the topics that they are on: recorded items where they are beside the checkout, the sample wire, and the
 * gold set; and the rest of a recorded week, next to none of it on a topic.
 */
export function labelledTopics(): { labelled: Labelled[]; rest: Article[] } {
  const { labelled, rest } = hasShared(`recorded/${WEEK}.jsonl.gz`)
    ? recordedItems()
    : { labelled: [], rest: [] };
  return { labelled: [...labelled, ...wire(), ...goldPassages()], rest };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const isHeld = (key: string) => Number.parseInt(key.slice(0, 4), 16) % 3 === 0;

/** The items that were read, and the rest of the week, next to none of it on a topic. */
function recordedItems(): { labelled: Labelled[]; rest: Article[] } {
  const labels = labelsSchema.parse(
    parse(readFileSync(new URL('./topic-labels.yaml', import.meta.url), 'utf8')),
  );
  const labelled: Labelled[] = [];
  const rest: Article[] = [];
  for (const [set, signs] of Object.entries(labels)) {
    const signOf = new Map(Object.entries(signs).flatMap(([sign, keys]) => keys.map((key) => [key, sign])));
    for (const { key, article } of readItems(set)) {
      const sign = signOf.get(key);
      const on = sign && [...sign].map((each) => (each === '?' ? undefined : each === '+'));
      if (on) labelled.push({ ...article, set, held: isHeld(key), on });
      else if (set === WEEK) rest.push(article);
    }
  }
  return { labelled, rest };
}

function readItems(set: string): { key: string; article: Article }[] {
  const lines = readShared(`recorded/${set}.jsonl.gz`).trim().split('\n');
  return lines.map((line) => {
    const { title, link, text, description, summary } = itemSchema.parse(JSON.parse(line));
    const article = { title: plain(title), text: plain(text ?? description ?? summary ?? '') };
    return { key: digest(link || article.title), article };
  });
}

const plain = (html: string) =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&[a-z#0-9]{1,8};/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function wire(): Labelled[] {
  const files = readdirSync(WIRE).filter((file) => file.endsWith('.md'));
  return files.map((file) => {
    const [, head, ...body] = readFileSync(new URL(file, WIRE), 'utf8').split(/^---$/m);
    const { title, topics } = headSchema.parse(parse(head!));
    const on = topicIds.map((id) => topics.includes(id));
    return { title, text: body.join('---').trim(), set: 'sample wire', held: isHeld(digest(file)), on };
  });
}

function goldPassages(): Labelled[] {
  return readGold().flatMap(({ title, text, part, language, topics }) =>
    topics
      ? [
          {
            title,
            text,
            set: `gold ${language}`,
            held: part === 'held',
            on: topicIds.map((id) => topics.includes(id)),
          },
        ]
      : [],
  );
}

export function mentionsIn({ title, text }: Article, list: EntityList) {
  const [inTitle, inText] = list.matcher
    .match([title, text])
    .map((found) => found.map(({ entityId }) => entityId)) as [string[], string[]];
  return { mentioned: new Set([...inTitle, ...inText]), titled: new Set(inTitle) };
}
