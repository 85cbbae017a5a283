import { stringify } from 'csv-stringify/sync';
import type { ShownArticle } from './article.ts';
import type { Writer } from './writer.ts';

export type Cell = string | number | boolean | null;

/** Each column of a CSV export with its meaning; docs/export.md is tested against it, and import reads these names. */
export const columns: { name: string; says: string; of(article: ShownArticle): Cell }[] = [
  { name: 'id', says: 'Number of the article in this archive', of: (a) => a.id },
  { name: 'title', says: 'Headline', of: (a) => a.title },
  { name: 'url', says: 'Address of the page', of: (a) => a.url },
  { name: 'publisher', says: 'Who published it', of: (a) => a.publisher },
  { name: 'byline', says: 'Authors', of: (a) => listed(a.byline) },
  { name: 'language', says: 'BCP 47 tag: en, zh, …', of: (a) => a.language },
  { name: 'publishedAt', says: 'Time of publication, UTC', of: (a) => a.publishedAt.toISOString() },
  { name: 'updatedAt', says: 'Time of the last change, UTC', of: (a) => a.updatedAt?.toISOString() ?? null },
  { name: 'foundAt', says: 'When Chipwire first saw it, UTC', of: (a) => a.foundAt.toISOString() },
  { name: 'section', says: 'The publisher’s section', of: (a) => a.section },
  { name: 'words', says: 'Length of the text in words', of: (a) => a.words },
  { name: 'paywalled', says: 'Whether the page asks for money', of: (a) => a.paywalled },
  { name: 'syndicatedFrom', says: 'Origin that the text names', of: (a) => a.syndicatedFrom },
  { name: 'feed', says: 'Feed that showed it', of: (a) => a.feedId },
  { name: 'story', says: 'Number of its story', of: (a) => a.storyId },
  { name: 'copyOf', says: 'Number of the article that it copies', of: (a) => a.copyOf },
  { name: 'topics', says: 'Topics of relevance .5 or more', of: (a) => listed(topicsOf(a)) },
  { name: 'entities', says: 'Ids of the entities named, most salient first', of: (a) => listed(idsOf(a)) },
  { name: 'sentiment', says: 'Of the article as a whole, −1…1', of: (a) => rounded(a.sentimentScore) },
  { name: 'sentimentLabel', says: 'negative, neutral or positive', of: (a) => a.sentimentLabel },
  { name: 'stance', says: 'What its policy events do together', of: (a) => a.stance },
  { name: 'taggerVersion', says: 'Method that it was tagged by', of: (a) => a.taggerVersion },
  { name: 'listVersion', says: 'Entity list that it was tagged with', of: (a) => a.listVersion },
  { name: 'contentHash', says: 'SHA-256 of title, blank line, text', of: (a) => a.contentHash },
  { name: 'text', says: 'Its text, as far as it may be shown', of: (a) => a.text },
];

const listed = (words: string[]) => words.join('; ');
const topicsOf = ({ topics }: ShownArticle) =>
  topics.filter(({ relevance }) => relevance >= 0.5).map(({ id }) => id);
const idsOf = ({ entities }: ShownArticle) => entities.map(({ id }) => id);
/** Scores are single-precision numbers: digits beyond these mean nothing. */
const rounded = (score: number | null) => (score === null ? null : Math.round(score * 1e4) / 1e4);

/**
 * CSV by RFC 4180 in UTF-8. A text cell that a spreadsheet would take for a formula gets an apostrophe in front.
 *
 * @param bom begins with a byte order mark, without which Excel reads UTF-8 as something else
 */
export const csv = ({ bom = false } = {}): Writer => ({
  type: 'text/csv; charset=utf-8',
  extension: 'csv',
  head: (bom ? '\uFEFF' : '') + line(columns.map(({ name }) => name)),
  between: '',
  tail: '',
  one: (article) => line(columns.map(({ of }) => of(article))),
});

/** A text that begins like a formula, behind any apostrophes: so each text has one form, and import finds it again. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guarded = (cell: Cell) => (typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell);

/** One line of a CSV file. */
export const line = (cells: Cell[]): string =>
  stringify([cells.map(guarded)], {
    record_delimiter: '\r\n',
    quote_record_delimiter: true, // without it, \n alone stands unquoted beside \r\n
    cast: { boolean: (yes) => String(yes) },
  });
