import type { Orm } from '../../../db/database.ts';
import type { Entity } from '../../../db/entities.ts';
import { countQuotes } from '../../../db/entityNumbers.ts';
import { type FoundQuote, listQuotes } from '../../../db/quotes.ts';
import { nameOf, number, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { QuoteList } from '../parts/quotes.tsx';
import { timesOf } from './span.ts';
import { scopeOf, type View, viewAddress } from './view.ts';

const quotesShown = 5;

/** Quotes by an entity and about it: how many, and the newest of one kind. */
export interface Quotes {
  by: number;
  about: number;
  shown: 'by' | 'about';
  quotes: FoundQuote[];
}

export async function quotesOf(orm: Orm, id: string, view: View): Promise<Quotes> {
  const { by, about } = await countQuotes(orm, id, scopeOf(view));
  const shown = view.said ?? (by > 0 ? 'by' : 'about');
  const who = shown === 'by' ? { speaker: id } : { about: id };
  const quotes =
    (shown === 'by' ? by : about) > 0 ? listQuotes(orm, { ...who, ...timesOf(view.span) }, quotesShown) : [];
  return { by, about, shown, quotes: await quotes };
}

interface QuotesProps {
  entity: Entity;
  quotes: Quotes;
  view: View;
}

/** What it says and what is said about it, the one beside the other. */
export function EntityQuotes({ entity, quotes: { shown, quotes, ...counts }, view }: QuotesProps) {
  if (counts.by + counts.about === 0) return null;
  const { id } = entity;
  const all = shown === 'by' ? { speaker: id } : { about: id };
  return (
    <section aria-labelledby="quotes">
      <h2 id="quotes">{say('Quotes')}</h2>
      <ul class="switch" aria-label={say('Which quotes')}>
        {(['by', 'about'] as const).map((kind) => (
          <li>
            <a
              href={`${viewAddress(id, view, { said: kind })}#quotes`}
              aria-current={kind === shown ? 'true' : undefined}
            >
              {say(kind === 'by' ? 'by {name} ({n})' : 'about {name} ({n})', {
                name: nameOf(entity),
                n: number(counts[kind]),
              })}
            </a>
          </li>
        ))}
      </ul>
      {quotes.length === 0 ? (
        <p class="none">{say('No such quote is in the articles of this time.')}</p>
      ) : (
        <QuoteList quotes={quotes} withArticle />
      )}
      {counts[shown] > quotes.length && (
        <p class="entity-more">
          <a href={addressOf('/v1/quotes', { ...all, ...(view.span.after && { after: view.span.after }) })}>
            {say('All of them from the API')}
          </a>
        </p>
      )}
    </section>
  );
}
