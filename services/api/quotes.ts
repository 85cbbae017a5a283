import { createRoute, z } from '@hono/zod-openapi';
import { type FoundQuote, listQuotes } from '../../db/quotes.ts';
import { entityTypes } from '../../db/schema.ts';
import { searchableQuery } from '../search/words.ts';
import { foundParameters, knownEntity, nextCursor, pageOf } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import {
  entityId,
  foundArticleShape,
  foundFields,
  foundShape,
  json,
  problems,
  textParameter,
} from './shapes.ts';

const span = z.object({ start: z.int().min(0), end: z.int().min(1) });

export const quoteOfArticle = z.object({
  ...foundShape,
  words: z.string().describe('What was said; the parts of a split quote with a space between'),
  parts: z.array(span).describe('The stretches inside quotation marks'),
  speaker: z
    .object({
      entityId,
      name: z.string(),
      type: z.enum(entityTypes),
      listed: z.boolean(),
      words: z.string().describe('As the text names the speaker'),
      start: z.int().min(0),
      end: z.int().min(1),
    })
    .nullable()
    .describe('null where the text does not say, or not surely'),
  verb: z.string().nullable().describe('The verb of saying'),
});

const quoteShape = quoteOfArticle.extend({ article: foundArticleShape }).openapi('Quote');

const list = createRoute({
  method: 'get',
  path: '/v1/quotes',
  summary: 'Quotes, those of the newest articles first',
  tags: ['Quotes'],
  request: {
    query: z.strictObject({
      speaker: entityId.optional().describe('Quotes of this person or organisation'),
      about: entityId.optional().describe('Quotes whose words name this entity or what belongs to it'),
      text: textParameter
        .trim()
        .min(1)
        .max(256)
        .optional()
        .describe('Words to find in the quote; "phrases", or, -without')
        .openapi({ example: 'licence' }),
      ...foundParameters,
    }),
  },
  responses: {
    200: json(z.object({ quotes: z.array(quoteShape), next: nextCursor }), 'One page'),
    ...problems(400),
  },
});

export function quoteRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { limit, cursor, text, ...parameters } = c.req.valid('query');
    await knownEntity(orm, parameters.speaker, 'speaker');
    await knownEntity(orm, parameters.about, 'about');
    const filter = { ...parameters, words: text === undefined ? undefined : searchableQuery(text) };
    const { shown, next } = await pageOf(
      { limit, cursor },
      (most, from) => listQuotes(orm, filter, most, from),
      shownQuote,
    );
    return c.json({ quotes: shown, next }, 200);
  });
  return app;
}

/** A quote as the API tells it. */
export function shownQuote(quote: FoundQuote) {
  const { words, parts, speaker, speakerWords, speakerStart, speakerEnd, verb } = quote;
  const named = speaker && {
    entityId: speaker.id,
    name: speaker.name,
    type: speaker.type,
    listed: speaker.listed,
    words: speakerWords ?? speaker.name,
    start: speakerStart ?? 0,
    end: speakerEnd ?? 0,
  };
  return { ...foundFields(quote), words, parts, speaker: named, verb };
}
