import type { TrendsQuery } from '../../api/askedTrends.ts';
import { asPart, quoted } from '../search/oneQuery.ts';

const fields = {
  entity: 'entity',
  publisher: 'publisher',
  language: 'lang',
  topic: 'topic',
  event: 'event',
} as const;

/** The query that finds the articles of one of a chart’s series, beside its other parameters. */
export function partQuery({ q = '', compare, split, text }: TrendsQuery, name: string, nth: number): string {
  const own = split || nth === 0 ? q : (compare?.[nth - 1] ?? '');
  const part = split ? `${fields[split]}:${quoted(name)}` : '';
  const words = text ?? '';
  return [part || words ? asPart(own) : own, part, words].filter(Boolean).join(' ');
}
