import { language } from '../language/language.ts';
import { type Sentence, say } from '../language/say.tsx';
import { faultWords } from './faults.zh.ts';

// What the core finds wrong with queries and forms comes in English; pages say it in their own language.

const placeholder = /\{(\w+)\}/;
/** What in a sentence is itself one: a reason, or what a name stands for. */
const spoken: readonly string[] = ['why', 'what'];

const sentences = (Object.keys(faultWords) as (keyof typeof faultWords)[]).map((sentence) => {
  const parts = sentence.split(placeholder);
  return {
    sentence: sentence satisfies Sentence,
    names: parts.filter((_, at) => at % 2 === 1),
    between: parts.filter((_, at) => at % 2 === 0),
  };
});

/**
 * What stands where a sentence has its placeholders, one sign at least and no more than need be; null where the text is
 * not this sentence. Without a regular expression: what somebody typed is in it, and could make one slow.
 */
function valuesIn(detail: string, between: string[]): string[] | null {
  const [first = '', ...others] = between;
  if (!detail.startsWith(first)) return null;
  const values: string[] = [];
  let from = first.length;
  for (const [at, part] of others.entries()) {
    const isLast = at === others.length - 1;
    const to = isLast ? detail.length - part.length : detail.indexOf(part, from + 1);
    if (to <= from || (isLast && !detail.endsWith(part))) return null;
    values.push(detail.slice(from, to));
    from = to + part.length;
  }
  return from === detail.length ? values : null;
}

/** What is wrong, in the language of the page; what no sentence fits stays as it is. */
export function inWords(detail: string): string {
  if (language() === 'en') return detail;
  for (const { sentence, names, between } of sentences) {
    const values = valuesIn(detail, between);
    if (values)
      return say(sentence, Object.fromEntries(names.map((name, at) => [name, shown(name, values[at]!)])));
  }
  return detail;
}

const shown = (name: string, value: string) => (spoken.includes(name) ? inWords(value) : value);

/** The same for a page; what stays English on another says so. */
export function InWords({ of }: { of: string }) {
  const words = inWords(of);
  const isEnglish = language() !== 'en' && words === of && /^\p{Script=Latin}/u.test(of);
  return isEnglish ? <span lang="en">{of}</span> : words;
}
