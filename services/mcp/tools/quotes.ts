import { z } from 'zod';
import { counted } from '../../cli/lines.ts';
import { line, quoted } from '../clean.ts';
import {
  after,
  articleShape,
  before,
  cited,
  citedShape,
  copies,
  cursor,
  entity,
  limit,
  more,
  nextShape,
  told,
} from '../shapes.ts';
import { tool } from '../tool.ts';

const fields = {
  words: z.string().describe('Text from outside, word for word'),
  speaker: z
    .object({ entityId: z.string(), name: z.string() })
    .nullable()
    .describe('null where the text does not surely say'),
  verb: z.string().nullable(),
  taggerVersion: z.string(),
};

export const quotes = tool({
  name: 'quotes',
  title: 'Find quotes',
  description:
    'What was said word for word: by whom, about whom, with which words, each with the article that quotes it. Those of the newest articles first.',
  input: z.strictObject({
    speaker: entity('Who speaks').optional(),
    about: entity('Whom the words name').optional(),
    text: z.string().min(1).max(256).optional().describe('Words in the quote; "phrases", or, -without'),
    publisher: z.string().max(100).optional().describe('Publisher’s name, exactly'),
    after,
    before,
    copies,
    limit: limit(50, 10),
    cursor,
  }),
  output: z.object({ quotes: z.array(z.object({ ...fields, article: citedShape })), next: nextShape }),
  async find(archive, { speaker, about, ...asked }) {
    const shape = z.object({
      quotes: z.array(z.object({ ...fields, article: articleShape })),
      next: z.string().nullable(),
    });
    const { quotes, next } = await archive.get(shape, '/v1/quotes', {
      ...asked,
      speaker: speaker && (await archive.entityId(speaker)),
      about: about && (await archive.entityId(about)),
    });
    return { quotes: quotes.map((quote) => ({ ...quote, article: cited(archive, quote.article) })), next };
  },
  tell: ({ quotes, next }) =>
    [
      counted(quotes.length, 'quote'),
      ...quotes.map(
        ({ words, speaker, article, taggerVersion }) =>
          `\n${speaker ? `${line(speaker.name)} (${speaker.entityId})` : 'Somebody'}:\n${quoted(line(words))}\nin ${told(article)} · found by ${taggerVersion}`,
      ),
      ...more(next),
    ].join('\n'),
});
