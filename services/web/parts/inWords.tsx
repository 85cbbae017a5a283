import { language } from '../language/language.ts';
import { type Sentence, say } from '../language/say.tsx';
import { faultWords } from './faults.zh.ts';

// What the core finds wrong with queries and forms comes in English; pages say it in their own language.

const placeholder = /\{(\w+)\}/;
/** What in a sentence is itself one: a reason, or what a name stands for. */
const spoken: readonly string[] = ['why', 'what'];

const patterns = (Object.keys(faultWords) as (keyof typeof faultWords)[]).map((sentence) => {
  const parts = sentence.split(placeholder);
  const source = parts
    .map((part, at) => (at % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '(.+?)'))
    .join('');
  return {
    sentence: sentence satisfies Sentence,
    names: parts.filter((_, at) => at % 2 === 1),
    fits: new RegExp(`^${source}$`, 's'),
  };
});

/** What is wrong, in the language of the page; what no sentence fits stays as it is. */
export function inWords(detail: string): string {
  if (language() === 'en') return detail;
  for (const { sentence, names, fits } of patterns) {
    const found = fits.exec(detail);
    if (found)
      return say(sentence, Object.fromEntries(names.map((name, at) => [name, shown(name, found[at + 1]!)])));
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
