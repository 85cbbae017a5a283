import { z } from 'zod';
import { counted, signed } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import {
  articleShape,
  cited,
  citedShape,
  limit,
  minuteOf,
  pageShape,
  sentimentShape,
  titled,
  told,
  tone,
} from '../shapes.ts';
import { tool } from '../tool.ts';
import { storyEntity, storyFields } from './stories.ts';

const firstTold = z
  .object({ articleId: z.number(), publisher: z.string(), publishedAt: z.string() })
  .nullable();
const moment = {
  minutesAfterFirst: z.number(),
  copyOf: z.number().nullable().describe('The earlier article with nearly the same text'),
  sentiment: sentimentShape.nullable(),
};
const fields = {
  ...storyFields,
  firstInEnglish: firstTold,
  firstInChinese: firstTold,
  entities: z.array(storyEntity),
  sentimentByPublisher: z.array(
    z.object({
      publisher: z.string(),
      entityId: z.string(),
      articles: z.number(),
      meanSentiment: z.number(),
    }),
  ),
  events: z.array(
    z.object({
      type: z.string(),
      days: z.object({ from: z.string(), to: z.string() }),
      stance: z.string(),
      articles: z.number(),
      publishers: z.number(),
    }),
  ),
};
const apiShape = z.object({
  ...fields,
  timeline: z.array(articleShape.extend(moment)),
  next: z.number().nullable(),
});
const output = z.object({
  ...fields,
  page: pageShape,
  timeline: z.array(citedShape.extend(moment)).describe('The first first'),
  next: z.number().nullable().describe('`after` for the next page of the timeline'),
});
type Found = z.output<typeof output>;

const mostTold = 12;

export const story = tool({
  name: 'story',
  title: 'Follow a story',
  description:
    'One happening: who broke it and who came when, who was first in English and in Chinese, which articles are copies, how publishers differ in sentiment, what happened in it.',
  input: z.strictObject({
    id: z.int().min(1),
    limit: limit(100, 20),
    after: z.int().min(1).optional().describe('`next` of the timeline’s page before'),
  }),
  output,
  async find(archive, { id, ...asked }) {
    const found = await archive.get(apiShape, `/v1/stories/${id}`, asked);
    return {
      ...found,
      entities: found.entities.slice(0, mostTold),
      sentimentByPublisher: found.sentimentByPublisher.slice(0, mostTold),
      events: found.events.slice(0, mostTold),
      page: archive.page(`/stories/${found.id}`),
      timeline: found.timeline.map((article) => cited(archive, article)),
    };
  },
  tell: (found) =>
    [...head(found), ...found.timeline.flatMap((article) => [...toldMoment(article)]), ...tail(found)].join(
      '\n',
    ),
});

function* head({
  id,
  headline,
  page,
  articles,
  publishers,
  firstAt,
  lastAt,
  ...more
}: Found): Generator<string> {
  yield `Story ${id} “${titled(headline)}”: ${counted(articles, 'article')}, ${counted(publishers, 'publisher')} that wrote of it themselves, ${minuteOf(firstAt)} to ${minuteOf(lastAt)}${page ? `, ${page}` : ''}`;
  for (const [language, first] of [
    ['English', more.firstInEnglish],
    ['Chinese', more.firstInChinese],
  ] as const)
    if (first)
      yield `First in ${language}: [${first.articleId}] ${line(first.publisher)}, ${minuteOf(first.publishedAt)}`;
  if (more.entities.length > 0)
    yield `About: ${more.entities.map(({ name, meanSentiment }) => `${line(name)} ${signed(meanSentiment)}`).join('; ')}`;
  for (const { publisher, entityId, meanSentiment, articles: own } of more.sentimentByPublisher)
    yield `${line(publisher)} towards ${entityId}: ${signed(meanSentiment)} in ${counted(own, 'article')}`;
  for (const { type, days, stance, articles: own, publishers: by } of more.events)
    yield `Event ${type} (${stance}), ${days.from}${days.to === days.from ? '' : ` to ${days.to}`}: ${counted(own, 'article')} of ${counted(by, 'publisher')}`;
}

function* toldMoment(article: Found['timeline'][number]): Generator<string> {
  const { minutesAfterFirst, copyOf, sentiment } = article;
  yield '';
  yield told(article);
  const facts = [
    minutesAfterFirst === 0 ? 'first' : `${minutesAfterFirst} minutes after the first`,
    ...(copyOf === null ? [] : [`copy of [${copyOf}]`]),
    ...(sentiment ? [tone(sentiment)] : []),
  ];
  yield facts.join('; ');
}

function* tail({ next }: Found): Generator<string> {
  if (next !== null) yield `The timeline goes on: ask again with after ${next}.`;
}
