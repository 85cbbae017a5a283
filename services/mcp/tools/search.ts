import { z } from 'zod';
import { counted } from '../../cli/lines.ts';
import { line, quoted } from '../clean.ts';
import {
  articleShape,
  cited,
  citedShape,
  copies,
  cursor,
  limit,
  more,
  nextShape,
  sentimentShape,
  told,
  tone,
} from '../shapes.ts';
import { tool } from '../tool.ts';

const inArticle = z.object({ id: z.string(), name: z.string(), sentiment: sentimentShape });
const fields = {
  sentiment: sentimentShape.nullable().describe('Of the article as a whole'),
  storyId: z.number().nullable(),
  copies: z.number().describe('Articles with nearly the same text'),
};
const facet = z.object({ value: z.string(), name: z.string().optional(), articles: z.number() });

const answerShape = z.object({
  query: z.string().describe('In its canonical words'),
  hints: z.array(z.string()).describe('What was perhaps not meant'),
  didYouMean: z.string().nullable(),
  total: z.object({ count: z.number(), about: z.boolean().describe('Whether it is an estimate') }),
  partly: z.boolean().describe('Whether more were found than were ranked'),
  facets: z.record(z.string(), z.array(facet)).nullable(),
  next: nextShape,
});
const part = z.object({ text: z.string() });
const apiArticle = articleShape.extend({
  ...fields,
  entities: z.array(inArticle),
  highlights: z.object({ snippets: z.array(z.array(part)) }),
});

const entitiesTold = 5;

/** What the language can do, in as few words as do; the whole is a resource. */
const language = `Words side by side must all be there, in any form; "a phrase"; OR; -without; (…); smuggl*; title:tariff; lead:Huawei; Ascend near/5 yield. entity:huawei (any name, in English or Chinese: entity:华为; also what belongs to it), publisher:"South China Morning Post", lang:zh, topic:export-controls or topic:model-releases, event:entity-listing, type:chip, stance:tighten|loosen|enforce|retaliate, quote-by:"Jensen Huang", sentiment:<-0.3, sentiment(huawei):<0, after:2025-01-20 before:2025-02, after:7d, in:STORY. Chinese words are found in Chinese articles only: ask in both languages, or by entity. Resource chipwire://guide/queries has the whole.`;

export const search = tool({
  name: 'search',
  title: 'Search articles',
  description: `Finds articles of the archive, each with the stretches of its text that were found, where to read it and its id for the tool article. Query language: ${language}`,
  input: z.strictObject({
    query: z.string().max(1000).describe('What to find; everything when empty'),
    sort: z.enum(['relevance', 'newest']).default('relevance'),
    limit: limit(50, 10),
    cursor,
    facets: z
      .boolean()
      .optional()
      .describe('true also counts entities, publishers, topics, months … of all that is found'),
    copies,
  }),
  output: answerShape.extend({
    articles: z.array(
      citedShape.extend({
        ...fields,
        entities: z.array(inArticle).describe('What it is most about, with the sentiment towards each'),
        snippets: z.array(z.string()).describe('Text from outside'),
      }),
    ),
  }),
  async find(archive, { query, ...asked }) {
    const shape = answerShape.extend({ articles: z.array(apiArticle) });
    const { articles, ...answer } = await archive.get(shape, '/v1/search', { q: query, ...asked });
    return {
      ...answer,
      articles: articles.map(({ highlights, entities, ...article }) => ({
        ...cited(archive, article),
        entities: entities.slice(0, entitiesTold),
        snippets: highlights.snippets.map((parts) => parts.map(({ text }) => text).join('')),
      })),
    };
  },
  tell: ({ articles, total, hints, didYouMean, partly, facets, next }) =>
    [
      `${total.about ? 'About ' : ''}${counted(total.count, 'article')} found, ${articles.length} shown. Ids are in brackets.`,
      ...(didYouMean === null ? [] : [`Perhaps meant: ${didYouMean}`]),
      ...hints,
      ...articles.map(toldArticle),
      ...(partly ? ['Only the newest were ranked; sort "newest" lists them all.'] : []),
      ...Object.entries(facets ?? {}).flatMap(([kind, values]) => toldFacet(kind, values)),
      ...more(next),
    ].join('\n'),
});

interface FoundArticle extends z.output<typeof citedShape> {
  sentiment: z.output<typeof sentimentShape> | null;
  entities: z.output<typeof inArticle>[];
  copies: number;
  storyId: number | null;
  snippets: string[];
}

function toldArticle(article: FoundArticle): string {
  const { sentiment, entities, copies, storyId, snippets } = article;
  const facts = [
    ...(sentiment ? [`sentiment ${tone(sentiment)}`] : []),
    ...entities.map((entity) => `${line(entity.name)} ${tone(entity.sentiment)}`),
    ...(copies > 0 ? [counted(copies, 'copy', 'copies')] : []),
    ...(storyId === null ? [] : [`story ${storyId}`]),
  ];
  return ['', told(article), facts.join('; '), ...snippets.map((text) => quoted(line(text)))]
    .filter((text, nth) => nth === 0 || text !== '')
    .join('\n');
}

function toldFacet(kind: string, values: z.output<typeof facet>[]): string[] {
  const counts = values.map(({ value, name, articles }) => `${line(name ?? value)} ${articles}`);
  return counts.length > 0 ? [`By ${kind}: ${counts.join(', ')}`] : [];
}
