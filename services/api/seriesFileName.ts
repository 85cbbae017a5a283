import type { TrendsQuery } from './askedTrends.ts';

/** What a file of series holds. Days are `YYYY-MM-DD`. */
interface SeriesFile {
  asked: Pick<TrendsQuery, 'q' | 'compare' | 'entity' | 'split' | 'by'>;
  from: string;
  to: string;
  /** Words on how it shows them. */
  show?: string | undefined;
}

/** Letters of the queries in a name: with three bytes for each, a name stays below the 255 that file systems take. */
const mostLetters = 60;
const rhythm = { day: 'daily', week: 'weekly', month: 'monthly' } as const;

/** The header that keeps an answer as a file, whose name says what is in it: `chipwire-huawei-vs-nvidia-weekly-2026-01-05-to-2026-03-10.csv` */
export function keptAs(extension: string, file: SeriesFile): { 'content-disposition': string } {
  const [plain, whole] = [nameOf(file, /[a-z0-9]+/g), nameOf(file, /[\p{L}\p{N}]+/gu)];
  const full = whole === plain ? '' : `; filename*=UTF-8''${encodeURIComponent(whole)}.${extension}`;
  return { 'content-disposition': `attachment; filename="${plain}.${extension}"${full}` };
}

function nameOf({ asked, from, to, show }: SeriesFile, letters: RegExp): string {
  const { q, compare = [], entity, split, by } = asked;
  const queries = [[q, entity].filter(Boolean).join(' '), ...compare];
  const most = Math.floor(mostLetters / queries.length);
  const named = queries.map((query) => cut(query.toLowerCase().match(letters) ?? [], most)).filter(Boolean);
  return [
    'chipwire',
    named.join('-vs-') || 'all',
    ...(split ? [`by-${split}`] : []),
    ...(show ? [show] : []),
    `${rhythm[by]}-${from}-to-${to}`,
  ].join('-');
}

const cut = (words: readonly string[], most: number) =>
  [...words.join('-')].slice(0, most).join('').replace(/-$/, '');
