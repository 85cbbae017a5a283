import { z } from 'zod';
import { signed } from '../cli/lines.ts';
import type { Archive } from './archive.ts';
import { line } from './clean.ts';

// What several tools take and give.

/** An article as the API names it. */
export const articleShape = z.object({
  id: z.number(),
  title: z.string().describe('Text from outside'),
  url: z.string().nullable().describe('The publisher’s page: the source to cite'),
  publisher: z.string(),
  language: z.string(),
  publishedAt: z.string().describe('UTC'),
});

const page = z.string().nullable().describe('The archive’s page of it; null where it has none');

/** An article with all that a citation needs. */
export const citedShape = articleShape.extend({ page });
type Cited = z.output<typeof citedShape>;

export const cited = <Article extends { id: number }>(archive: Archive, article: Article) => ({
  ...article,
  page: archive.page(`/articles/${article.id}`),
});

export const sentimentShape = z.object({ score: z.number(), label: z.string() });
export const namedShape = z.object({ id: z.string(), name: z.string() });
export const pageShape = page;
export const nextShape = z.string().nullable().describe('`cursor` for the next page; null on the last');

/** Parameters of lists. */
export const cursor = z.string().max(100).optional().describe('`next` of the page before');
export const limit = (most: number, usual: number) =>
  z.int().min(1).max(most).default(usual).describe(`1 to ${most}`);
const moment = z.string().max(40).optional();
export const after = moment.describe('Published on or after: 2025-01-20, or 2025-01-20T08:00:00Z (UTC)');
export const before = moment.describe('Published before');
export const day = (means: string) => z.string().max(10).optional().describe(`${means}: 2025-01-20`);
export const entity = (means: string) =>
  z
    .string()
    .min(1)
    .max(300)
    .describe(`${means}: its id (huawei), or a name, alias or ticker in either language`);
export const copies = z.boolean().optional().describe('true takes copies beside their originals');

/** `[7] “Title” — Publisher, 2025-01-20 08:00 UTC, en`, and where it is. */
export function told(article: Cited): string {
  const { id, title, publisher, language, publishedAt } = article;
  return `[${id}] “${titled(title)}” — ${line(publisher)}, ${minuteOf(publishedAt)}, ${language}\n${places(article)}`;
}

/** Nothing in it closes the quotation marks that stand around it. */
export const titled = (title: string): string => line(title).replaceAll(/[“”]/g, '"');

export const places = ({ url, page }: Pick<Cited, 'url' | 'page'>): string =>
  [`source: ${url ?? 'no address'}`, ...(page ? [`archive: ${page}`] : [])].join(' · ');

export const minuteOf = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

/** `−0.21 negative` */
export const tone = ({ score, label }: z.output<typeof sentimentShape>): string =>
  `${signed(score)} ${label}`;

/** How to go on, for the end of a page. */
export const more = (next: string | null): string[] =>
  next === null ? [] : [`There are more: ask again with cursor "${next}".`];
