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

type Kind = 'by' | 'about';

/** Quotes by an entity and about it: how many, and the newest of one kind. */
export interface Quotes {
  by: number;
  about: number;
  /** Of all time, on the beat or not. */
  ever: Record<Kind, number>;
  shown: Kind;
  quotes: FoundQuote[];
}

export async function quotesOf(orm: Orm, id: string, view: View): Promise<Quotes> {
  const { by, about } = await countQuotes(orm, id, scopeOf(view));
  const ever = by > 0 && about > 0 ? { by, about } : await countQuotes(orm, id, { offTopic: true });
  const shown = view.said ?? (by > 0 || about === 0 ? 'by' : 'about');
  const who = asking(shown, id);
  const quotes =
    (shown === 'by' ? by : about) > 0 ? listQuotes(orm, { ...who, ...timesOf(view.span) }, quotesShown) : [];
  return { by, about, ever, shown, quotes: await quotes };
}

const asking = (kind: Kind, id: string) => (kind === 'by' ? { speaker: id } : { about: id });

/** Whose words a reader looks for, so that their absence is said as well. */
const speaking: ReadonlySet<Entity['type']> = new Set(['person', 'company', 'lab', 'agency']);

interface QuotesProps {
  entity: Entity;
  quotes: Quotes;
  view: View;
}

/** What it says and what is said about it, the one beside the other. */
export function EntityQuotes({ entity, quotes: { shown, quotes, ever, ...counts }, view }: QuotesProps) {
  if (ever.by + ever.about === 0 && !speaking.has(entity.type)) return null;
  const { id } = entity;
  const name = nameOf(entity);
  const all = addressOf('/quotes', asking(shown, id));
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
                name,
                n: number(counts[kind]),
              })}
            </a>
          </li>
        ))}
      </ul>
      {quotes.length === 0 ? (
        <p class="none">
          {ever[shown] === 0 ? (
            say(
              shown === 'by'
                ? 'The archive has no quotes by {name}.'
                : 'The archive has no quotes about {name}.',
              {
                name,
              },
            )
          ) : (
            <a href={all}>
              {say(
                shown === 'by'
                  ? 'No quotes by {name} in this time ({n} in all)'
                  : 'No quotes about {name} in this time ({n} in all)',
                { name, n: ever[shown] },
              )}
            </a>
          )}
        </p>
      ) : (
        <>
          <QuoteList quotes={quotes} withArticle />
          <p class="entity-more">
            <a href={all}>
              {say(shown === 'by' ? 'All quotes by {name}' : 'All quotes about {name}', { name })}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
