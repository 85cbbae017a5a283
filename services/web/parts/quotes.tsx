import type { FoundQuote } from '../../../db/quotes.ts';
import { nameOf, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { FoundIn } from './found.tsx';

/** Quotes with their speakers; a split quote shows where it is split. */
export const QuoteList = ({
  quotes,
  withArticle = false,
}: {
  quotes: FoundQuote[];
  /** Says in which article each was found. */
  withArticle?: boolean;
}) => (
  <ol class="happenings">
    {quotes.map((quote) => (
      <li>
        <blockquote lang={quote.article.language}>{`“${quote.words}”`}</blockquote>
        <Speaker quote={quote} />
        {withArticle && <FoundIn article={quote.article} />}
      </li>
    ))}
  </ol>
);

function Speaker({ quote: { speaker, speakerWords, verb } }: { quote: FoundQuote }) {
  if (!speaker) return <p class="speaker none">{say('The text does not say surely who speaks.')}</p>;
  return (
    <p class="speaker">
      <a href={entityAddress(speaker.id)}>{nameOf(speaker)}</a>
      {(verb || speakerWords !== speaker.name) && (
        <span class="none">{` ${say('as “{words}”', { words: [speakerWords, verb].filter(Boolean).join(' … ') })}`}</span>
      )}
    </p>
  );
}
