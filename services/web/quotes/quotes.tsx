import type { FoundQuote } from '../../../db/quotes.ts';
import { nameOf, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { QuoteList } from '../parts/quotes.tsx';
import { type Narrowing, narrowings, type QuotesAsked } from './asked.ts';

interface PageProps {
  asked: QuotesAsked;
  quotes: readonly FoundQuote[];
  /** Cursor of the page after this. */
  next: string | null;
  isFirst: boolean;
}

/** Who said what: those of the newest articles first. */
export function QuotesPage({ asked, quotes, next, isFirst }: PageProps) {
  const { fields, faults, filter, speaker, about } = asked;
  const title =
    speaker && about
      ? say('Quotes by {speaker} about {about}', { speaker: nameOf(speaker), about: nameOf(about) })
      : speaker
        ? say('Quotes by {name}', { name: nameOf(speaker) })
        : about
          ? say('Quotes about {name}', { name: nameOf(about) })
          : say('Quotes');
  const api = { ...fields, speaker: filter.speaker, about: filter.about };
  return (
    <Page title={title} section="entities" scripts={['complete']}>
      <h1>{title}</h1>
      <Filter asked={asked} />
      {quotes.length > 0 ? (
        <>
          <p class="hint">
            {say('Of the newest articles first, copies left out.')}{' '}
            <a href={addressOf('/quotes.csv', fields)}>{say('As CSV')}</a>
            {' · '}
            <a href={addressOf('/v1/quotes', api)}>{say('The API call for this')}</a>
          </p>
          <QuoteList quotes={[...quotes]} withArticle />
        </>
      ) : (
        Object.keys(faults).length === 0 && (
          <p class="lead" role="status">
            {say('The archive has no quote like this.')}
          </p>
        )
      )}
      <p class="pages">
        {!isFirst && <a href={addressOf('/quotes', fields)}>{say('← The newest')}</a>}
        {next && <a href={addressOf('/quotes', { ...fields, cursor: next })}>{say('Older quotes →')}</a>}
      </p>
    </Page>
  );
}

const labels = {
  speaker: 'Who says it',
  about: 'About whom or what',
  text: 'Words in the quote',
  publisher: 'Publisher',
  after: 'From',
  before: 'and before',
} as const satisfies Record<Narrowing, string>;

const Filter = ({ asked }: { asked: QuotesAsked }) => (
  <search aria-label={say('Find quotes')}>
    <form class="filter quotes-filter" action="/quotes">
      {narrowings.map((name) => (
        <Field {...{ name, asked }} />
      ))}
      <button type="submit">{say('Show')}</button>
    </form>
  </search>
);

function Field({ name, asked: { fields, faults } }: { name: Narrowing; asked: QuotesAsked }) {
  const fault = faults[name];
  const isDay = name === 'after' || name === 'before';
  return (
    <div class="field">
      <label for={`q-${name}`}>{say(labels[name])}</label>
      <input
        id={`q-${name}`}
        name={name}
        // Browsers blank what is no day, and nobody would see what was wrong.
        type={isDay && !fault ? 'date' : 'text'}
        value={fields[name]}
        maxlength={256}
        {...(name === 'speaker' || name === 'about'
          ? { autocomplete: 'off', 'data-complete': 'entity' }
          : {})}
        aria-invalid={fault && 'true'}
        aria-describedby={fault && `q-fault-${name}`}
      />
      {fault && (
        <p class="fault" id={`q-fault-${name}`}>
          {isDay
            ? say('A day is written 2026-03-31.')
            : fault.meant
              ? say('No entity has this name. Perhaps: {meant}', { meant: fault.meant })
              : say('No entity has this name.')}
        </p>
      )}
    </div>
  );
}
