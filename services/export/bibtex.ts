import type { ShownArticle } from './article.ts';
import type { Writer } from './writer.ts';

/**
 * BibTeX in UTF-8: `@online`, which biblatex knows and BibTeX's own styles treat as `@misc`.
 *
 * @param accessed when the reader took it from the archive
 */
export const bibtex = (accessed: Date): Writer => ({
  type: 'application/x-bibtex; charset=utf-8',
  extension: 'bib',
  head: '',
  between: '\n',
  tail: '',
  one: (article) => entry(article, accessed),
});

function entry(article: ShownArticle, accessed: Date): string {
  const { byline, publisher, publishedAt, url } = article;
  const authors = byline.length > 0 ? byline : [publisher];
  const fields = {
    author: authors.map((name) => `{${escaped(name)}}`).join(' and '),
    title: `{${escaped(article.title)}}`, // a second pair of braces keeps the letters' case
    organization: escaped(publisher),
    date: day(publishedAt),
    year: day(publishedAt).slice(0, 4),
    month: months[publishedAt.getUTCMonth()],
    url: url === null ? undefined : verbatim(url),
    urldate: day(accessed),
    langid: langids[article.language.split('-')[0] ?? ''],
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return name === 'month' ? `  month = ${value},\n` : `  ${name} = {${value}},\n`;
  });
  return `@online{${keyOf(article)},\n${lines.join('')}}\n`;
}

/** `reuters2025-1204`: ASCII, and unique by the article's number. */
function keyOf({ publisher, publishedAt, id }: ShownArticle): string {
  const name = publisher
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  return `${name.slice(0, 20) || 'article'}${publishedAt.getUTCFullYear()}-${id}`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const langids: Record<string, string> = {
  ...{ en: 'english', zh: 'chinese', de: 'german', fr: 'french', ja: 'japanese', nl: 'dutch' },
};
const day = (time: Date) => time.toISOString().slice(0, 10);

/** BibTeX counts braces whatever stands before them, so that `\{` would end the field elsewhere: macros instead. */
const macros: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escaped = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(/[\\{}~^$&#_%]/g, (sign) => macros[sign] ?? `\\${sign}`);

/** An address stands as it is, but for what would end the field or the line. */
const verbatim = (url: string): string =>
  url.replaceAll(/[\s\p{Cc}\\{}]/gu, (sign) => encodeURIComponent(sign));
