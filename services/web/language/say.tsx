import type { Child } from 'hono/jsx';
import { listFormat, numberFormat } from '../../text/formats.ts';
import { catalogue, nouns } from './catalogue.ts';
import { language, tags } from './language.ts';

/** A sentence of the pages, in English; catalogues say it in Chinese, and one that is in none does not compile. */
export type Sentence = keyof typeof catalogue;
export type Noun = keyof typeof nouns;

type Values = Record<string, string | number>;
const placeholder = /\{(\w+)\}/;

/** A sentence in the language of the page, with its `{placeholders}` filled in; numbers as the language writes them. */
export function say(sentence: Sentence, values: Values = {}): string {
  const parts = patternOf(sentence).split(placeholder);
  return parts
    .map((part, at) =>
      at % 2 === 0 ? part : spaced(shown(values[part] ?? ''), parts[at - 1]!, parts[at + 1]!),
    )
    .join('');
}

/** In Chinese a figure stands between spaces, except where punctuation is beside it: `见于 4 家媒体`. */
function spaced(value: string, before: string, after: string): string {
  const front = /^\d/.test(value) && /\p{Script=Han}$/u.test(before) ? ' ' : '';
  const back = /^[\d.,]+$/.test(value) && /^\p{Script=Han}/u.test(after) ? ' ' : '';
  return `${front}${value}${back}`;
}

/** The same with parts of a page for its placeholders: `<Say sentence="Part of {story}" story={<a …/>} />`. */
export function Say({ sentence, ...values }: { sentence: Sentence } & Record<string, Child>) {
  const parts = patternOf(sentence).split(placeholder);
  const filled = (value: Child, at: number) =>
    typeof value === 'string' ? spaced(value, parts[at - 1]!, parts[at + 1]!) : value;
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : filled(values[part], at)))}</>;
}

/** `1 article`, `1,204 articles`; `1,204 篇文章` */
export function counted(count: number, noun: Noun): string {
  if (language() === 'zh') return `${number(count)} ${nouns[noun]}`;
  return `${number(count)} ${count === 1 ? noun : pluralOf(noun)}`;
}

const irregular: Partial<Record<Noun, string>> = {
  entity: 'entities',
  story: 'stories',
  delivery: 'deliveries',
  match: 'matches',
  copy: 'copies',
  query: 'queries',
  entry: 'entries',
  try: 'tries',
};
const pluralOf = (noun: Noun) => irregular[noun] ?? `${noun}s`;

/** A whole number, or one with `digits` after the point. */
export const number = (value: number, digits = 0): string =>
  numberFormat(tags[language()], {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
  }).format(value);

/** `12%` of 0.12 */
export const percent = (share: number): string =>
  numberFormat(tags[language()], { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(
    share,
  );

/** `a, b and c`; `a、b和c` */
export const listed = (words: readonly string[]): string =>
  listFormat(tags[language()], { type: 'conjunction' })
    .formatToParts(words)
    .map(({ type, value }, at, { [at - 1]: before }) =>
      type === 'element' ? spaced(value, before?.value ?? '', '') : value,
    )
    .join('');

/** The name of an entity: in Chinese pages its Chinese one where it has one. */
export const nameOf = (entity: { name: string; nameZh?: string | null | undefined }): string =>
  (language() === 'zh' && entity.nameZh) || entity.name;

const patternOf = (sentence: Sentence): string => (language() === 'zh' ? catalogue[sentence] : sentence);
const shown = (value: string | number) => (typeof value === 'number' ? number(value) : value);
