import type { FoundArticle } from '../../../db/found.ts';
import { say } from '../language/say.tsx';
import { addressOf, articleAddress } from '../layout/address.ts';
import { LanguageMark } from './articleList.tsx';
import { ShortDay } from './times.tsx';

/** Where something was found: day, publisher and the article that it leads to. */
export function FoundIn({ article }: { article: FoundArticle }) {
  const { id, title, publisher, language, publishedAt } = article;
  return (
    <p class="source">
      <ShortDay at={publishedAt} />
      <a href={addressOf('/search', { publisher })}>{publisher}</a>
      <LanguageMark language={language} />
      <a href={articleAddress(id)} lang={language}>
        {title}
      </a>
    </p>
  );
}

interface SentenceProps {
  sentence: string;
  /** The part of it that shows what was found. */
  words: string;
  language: string;
}

/** A sentence with the words that count in bold. */
export function Sentence({ sentence, words, language }: SentenceProps) {
  const at = sentence.indexOf(words);
  if (at < 0) return <p lang={language}>{sentence}</p>;
  return (
    <p lang={language}>
      {sentence.slice(0, at)}
      <strong>{words}</strong>
      {sentence.slice(at + words.length)}
    </p>
  );
}

interface SectionProps {
  id: string;
  name: string;
  /** Address of the API's answer for all of them. */
  api: string;
  children?: unknown;
}

/** A part of a page about things found in several articles. */
export const FoundSection = ({ id, name, api, children }: SectionProps) => (
  <section class="found" aria-labelledby={id}>
    <h2 id={id}>{name}</h2>
    {children}
    <p class="hint">
      {say('Copies left out.')} <a href={api}>{say('All of them from the API')}</a>
    </p>
  </section>
);
