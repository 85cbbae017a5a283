import { nameOf } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { FoundIn, Sentence } from '../parts/found.tsx';
import { certaintyName } from '../parts/names.ts';
import type { About } from './names.ts';

// How the pages of the board show whom something is about, and who says so.

export const Names = ({ of }: { of: readonly About[] }) => (
  <>
    {of.map((each, at) => (
      <>
        {at > 0 && ', '}
        <a href={entityAddress(each.entityId)}>{nameOf(each)}</a>
      </>
    ))}
  </>
);

/** A sentence of an article as the API tells it; the sentence is empty where it may not be shown. */
interface ToldSource {
  article: Omit<Parameters<typeof FoundIn>[0]['article'], 'publishedAt'> & { publishedAt: string };
  sentence: string;
  certainty: Parameters<typeof certaintyName>[0];
  /** The words of it that count. */
  words?: string;
}

export const Sources = ({ sources }: { sources: readonly ToldSource[] }) => (
  <ol class="happenings">
    {sources.map(({ article, sentence, words = '', certainty }) => (
      <li>
        {sentence !== '' && <Sentence {...{ sentence, words, language: article.language }} />}
        {certaintyName(certainty) && <p class="none">{certaintyName(certainty)}</p>}
        <FoundIn article={{ ...article, publishedAt: new Date(article.publishedAt) }} />
      </li>
    ))}
  </ol>
);
