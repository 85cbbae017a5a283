import type { FoundQuote } from '../../../db/quotes.ts';
import { type Cell, line } from '../../export/csv.ts';

/** The columns, named as programs want them whatever the language of the page. */
const columns: Record<string, (quote: FoundQuote) => Cell> = {
  words: ({ words }) => words,
  speaker: ({ speaker }) => speaker?.name ?? null,
  speakerId: ({ speaker }) => speaker?.id ?? null,
  speakerWords: ({ speakerWords }) => speakerWords,
  verb: ({ verb }) => verb,
  publishedAt: ({ article }) => article.publishedAt.toISOString(),
  publisher: ({ article }) => article.publisher,
  title: ({ article }) => article.title,
  url: ({ article }) => article.url,
  language: ({ article }) => article.language,
  article: ({ article }) => article.id,
};

/** Quotes as CSV, a line for each, in UTF-8 as Excel knows it: with a byte order mark. */
export const quotesCsv = (quotes: readonly FoundQuote[]): string =>
  `\uFEFF${[
    line(Object.keys(columns)),
    ...quotes.map((quote) => line(Object.values(columns).map((of) => of(quote)))),
  ].join('')}`;
