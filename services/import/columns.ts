import type { Found } from './found.ts';

/** What an import knows of an article before it is checked; each a text as the file has it. */
export interface Draft {
  title: string;
  url: string;
  text: string;
  html: string;
  summary: string;
  publishedAt: string;
  updatedAt: string;
  publisher: string;
  language: string;
  section: string;
  image: string;
  syndicatedFrom: string;
  byline: string[];
}
export type Field = keyof Draft;

/** Under which names files have each field, ours first; case, spaces, `_` and `-` do not matter. */
const names: Record<Field, string> = {
  title: 'title headline name articletitle 标题 題目 题目',
  url: 'url link articleurl canonicalurl permalink address href 链接 网址',
  text: 'text body content articletext articlebody fulltext maintext articlecontent contenttext 正文 内容 內容',
  html: 'html contenthtml rawhtml bodyhtml',
  summary: 'summary description abstract snippet lead excerpt subtitle 摘要',
  publishedAt:
    'publishedat published publishdate publisheddate publicationdate pubdate datepublished datepublish datetime date time timestamp created createdat 发布时间 日期 时间',
  updatedAt: 'updatedat updated modified modifiedat datemodified datemodify lastmodified',
  publisher:
    'publisher outlet sourcename medianame media publication newspaper site sitename source sourcedomain domain 来源 媒体',
  language: 'language lang langcode',
  section: 'section category',
  image: 'image imageurl topimage',
  syndicatedFrom: 'syndicatedfrom',
  byline: 'byline author authors creator writer 作者',
};
export const fields = Object.keys(names) as Field[];

const folded = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');
const known = fields.flatMap((field) => names[field].split(' ').map((name, rank) => ({ field, name, rank })));

export type Columns = (row: NonNullable<Found['row']>) => Draft;

/**
 * How rows become drafts: a field is what stands under the best of its names that is not empty.
 *
 * @param map names that the user gave, before all others: field → name in the files
 */
export function columns(map: Partial<Record<Field, string>>): Columns {
  const ranks = new Map(known.map(({ field, name, rank }) => [name, { field, rank }]));
  const given = new Set(Object.keys(map));
  return (row) => {
    const best = new Map<Field, { rank: number; value: unknown }>();
    const offer = (field: Field, rank: number, value: unknown) => {
      if (isEmpty(value) || rank >= (best.get(field)?.rank ?? Number.POSITIVE_INFINITY)) return;
      best.set(field, { rank, value });
    };
    for (const [name, value] of Object.entries(row)) {
      const meant = ranks.get(folded(name));
      if (meant && !given.has(meant.field)) offer(meant.field, meant.rank, value);
    }
    for (const [field, name] of Object.entries(map))
      offer(field as Field, -1, Object.hasOwn(row, name) ? row[name] : '');
    return draftOf((field) => best.get(field)?.value);
  };
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

function draftOf(value: (field: Field) => unknown): Draft {
  const texts = Object.fromEntries(fields.map((field) => [field, textOf(value(field))]));
  return { ...(texts as unknown as Draft), byline: namesOf(value('byline')) };
}

/** `{"name": "Reuters"}` and lists of paragraphs are met as well as plain texts; anything else says nothing. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return value
      .filter((part) => typeof part === 'string')
      .join('\n\n')
      .trim();
  const { name, title } = (value ?? {}) as { name?: unknown; title?: unknown };
  return typeof name === 'string' ? name.trim() : typeof title === 'string' ? title.trim() : '';
}

const mostNames = 50;

/** Several names in one text are parted by `;` or `|`; commas stand in names too. */
function namesOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(textOf) : textOf(value).split(/[;|；、]/);
  return list
    .map((name) => name.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, mostNames);
}

/**
 * Reads `title=headline,text=body`.
 *
 * @throws Error naming the wrong part
 */
export function parseMap(text: string): Partial<Record<Field, string>> {
  const pairs = text.split(',').map((pair) => {
    const [field = '', name = ''] = pair.split('=', 2).map((part) => part.trim());
    if (!fields.includes(field as Field) || !name)
      throw new Error(
        `“${pair.trim()}” is no mapping; write field=name, where field is one of ${fields.join(', ')}`,
      );
    return [field, name];
  });
  return Object.fromEntries(pairs);
}
