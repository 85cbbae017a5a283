import { z } from 'zod';
import { counted, signed } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import { after, before, entity as entityParameter, minuteOf, pageShape, titled } from '../shapes.ts';
import { tool } from '../tool.ts';
import { entityFields, entityPath, toldEntity } from './entities.ts';

const seen = z
  .object({ id: z.number(), title: z.string(), publisher: z.string(), publishedAt: z.string() })
  .nullable();
const mean = {
  meanSentiment: z.number().nullable(),
  n: z.number(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
};
const numbersShape = z.object({
  articles: z.number(),
  stories: z.number(),
  publishers: z.number(),
  firstSeen: seen,
  lastSeen: seen,
  coMentions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      articles: z.number().describe('That name both'),
      lift: z.number().describe('How many times as often it is named there as in all coverage'),
      towardsIt: z.number(),
      towardsAsked: z.number(),
    }),
  ),
  quotes: z.object({ by: z.number(), about: z.number() }),
  events: z.array(
    z.object({ month: z.string(), type: z.string(), articles: z.number(), stories: z.number() }),
  ),
  byPublisher: z.array(z.object({ publisher: z.string(), articles: z.number(), ...mean })),
});
const output = z.object({
  ...entityFields,
  page: pageShape,
  numbers: numbersShape.describe('In the time asked for; copies and off-topic articles left out'),
});
type Found = z.output<typeof output>;

const mostTold = 12;

export const entity = tool({
  name: 'entity',
  title: 'An entity in numbers',
  description:
    'Who it is, and its coverage: articles, stories, publishers, since when, beside whom it is named, sentiment towards it by publisher with 95% intervals, events by month, quotes. Over time: trends. Under which export controls it stands: status.',
  input: z.strictObject({ entity: entityParameter('Which'), after, before }),
  output,
  async find(archive, { entity, ...times }) {
    const path = `/v1/entities/${encodeURIComponent(await archive.entityId(entity))}`;
    const found = await archive.get(z.object(entityFields), path);
    const numbers = await archive.get(numbersShape, `${path}/numbers`, times);
    return {
      ...found,
      page: archive.page(entityPath(found.id)),
      numbers: {
        ...numbers,
        coMentions: numbers.coMentions.slice(0, mostTold),
        events: numbers.events.slice(-mostTold),
        byPublisher: numbers.byPublisher.slice(0, mostTold),
      },
    };
  },
  tell: (found) => [toldEntity(found), ...figures(found.numbers)].join('\n'),
});

function* figures({ articles, stories, publishers, ...found }: Found['numbers']): Generator<string> {
  yield `${counted(articles, 'article')} on ${counted(stories, 'story', 'stories')} by ${counted(publishers, 'publisher')} in the time asked for`;
  for (const [word, article] of [
    ['First', found.firstSeen],
    ['Last', found.lastSeen],
  ] as const)
    if (article)
      yield `${word}: [${article.id}] “${titled(article.title)}” — ${line(article.publisher)}, ${minuteOf(article.publishedAt)}`;
  yield `${counted(found.quotes.by, 'quote')} by it, ${found.quotes.about} about it`;
  for (const { id, name, articles: both, lift } of found.coMentions)
    yield `Beside ${line(name)} (${id}): ${counted(both, 'article')}, ${lift.toFixed(1)} times as often as usual`;
  for (const { publisher, articles: own, meanSentiment, n, interval } of found.byPublisher)
    yield `${line(publisher)}: ${counted(own, 'article')}, ${meanSentiment === null ? 'no sentiment' : `mean ${signed(meanSentiment)}`}${interval ? ` (95%: ${signed(interval.low)} to ${signed(interval.high)}, n ${n})` : ''}`;
  for (const { month, type, articles: own } of found.events)
    yield `${month} ${type}: ${counted(own, 'article')}`;
}
