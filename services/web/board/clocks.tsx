import { clockKinds } from '../../search/events/clockWords.ts';
import { language } from '../language/language.ts';
import { counted, nameOf, Say, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { certaintyName, statusName } from '../parts/names.ts';
import { dateOf, daysBefore, daysOff, ListDay, ShortDay } from '../parts/times.tsx';
import { Board, Choose, Narrow } from './board.tsx';
import {
  allOf,
  type BoardClock,
  type ClockBoard,
  type ClockFilter,
  chosenClocks,
  clockId,
  kindName,
  tellers,
} from './clockBoard.ts';
import type { About } from './names.ts';
import { Names, Sources } from './told.tsx';

/** Days that count as lately, and how many clocks of them, or of all, a page shows. */
const lately = 60;
const mostLately = 20;
const mostPast = 300;
/** Sentences that are shown of a clock; the API has the others. */
const mostSources = 5;

interface PageProps {
  board: ClockBoard;
  filter: ClockFilter;
  /** Shows what is long past as well. */
  allPast: boolean;
  /** Where the pages are, for the address of the calendar. */
  home: string;
  now: Date;
}

export function ClocksPage({ board, filter, allPast, home, now }: PageProps) {
  const clocks = chosenClocks(board.clocks, filter);
  const ahead = clocks.filter(({ state }) => state === 'upcoming');
  const past = clocks.filter(({ state }) => state === 'past').reverse();
  const since = dateOf(daysBefore(now, lately));
  const shownPast = allPast
    ? past.slice(0, mostPast)
    : past.filter(({ day }) => day >= since).slice(0, mostLately);
  return (
    <Board path="/clocks">
      <p class="lead">
        {say(
          'What takes effect, ends or falls due when: by the law as far as the entity list knows it, and by what articles say.',
        )}
      </p>
      <ClockForm {...{ board, filter, allPast }} />
      {!board.isComplete && (
        <p class="hint">
          {say('There are more articles with dates than are read at once; the oldest are left out.')}
        </p>
      )}
      <div class="columns">
        <div>
          <section aria-labelledby="ahead">
            <h2 id="ahead">{say('Ahead')}</h2>
            {ahead.length > 0 ? (
              <ClockDays clocks={ahead} now={now} />
            ) : (
              <p class="none">{say('Nothing ahead is known here.')}</p>
            )}
          </section>
          <section aria-labelledby="past">
            <h2 id="past">{allPast ? say('Past') : say('In the last {n} days', { n: lately })}</h2>
            {shownPast.length > 0 ? (
              <ClockDays clocks={shownPast} now={now} />
            ) : (
              <p class="none">{say('Nothing.')}</p>
            )}
            {shownPast.length < past.length && !allPast && (
              <p>
                <a href={`${addressOf('/clocks', { ...filter, past: 'all' })}#past`}>
                  {say('All {n} past ones', { n: past.length })}
                </a>
              </p>
            )}
          </section>
        </div>
        <Subscribe filter={filter} home={home} />
      </div>
    </Board>
  );
}

function ClockForm({ board, filter, allPast }: Pick<PageProps, 'board' | 'filter' | 'allPast'>) {
  const tellerNames = { law: say('the law'), press: say('articles alone') };
  return (
    <Narrow path="/clocks">
      <Choose
        name="about"
        label={say('About')}
        any={say('anything')}
        chosen={filter.about}
        options={namesOfAll(board.clocks).map((each) => ({ value: each.entityId, says: nameOf(each) }))}
      />
      <Choose
        name="kind"
        label={say('What happens')}
        any={say('anything')}
        chosen={filter.kind}
        options={clockKinds.map((kind) => ({ value: kind, says: kindName(kind) }))}
      />
      <Choose
        name="by"
        label={say('Told by')}
        any={say('anybody')}
        chosen={filter.by}
        options={tellers.map((teller) => ({ value: teller, says: tellerNames[teller] }))}
      />
      {allPast && <input type="hidden" name="past" value="all" />}
    </Narrow>
  );
}

function namesOfAll(clocks: readonly BoardClock[]): About[] {
  const byId = new Map(clocks.flatMap(allOf).map((each) => [each.entityId, each]));
  return [...byId.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

/** Clocks under their days, in the order given. */
function ClockDays({ clocks, now }: { clocks: readonly BoardClock[]; now: Date }) {
  const days = new Map<string, BoardClock[]>();
  for (const clock of clocks) days.set(clock.day, [...(days.get(clock.day) ?? []), clock]);
  return (
    <ol class="clocks">
      {[...days].map(([day, ofDay]) => (
        <li class="clock-day">
          <h3 id={`day-${day}`}>
            <strong>{daysOff(ofDay[0]!.daysLeft)}</strong> <ListDay at={new Date(day)} now={now} />
          </h3>
          <ul>
            {ofDay.map((clock) => (
              <li id={clockId(clock)}>
                <OneClock clock={clock} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function OneClock({ clock }: { clock: BoardClock }) {
  const { rules, about, kind, law, otherDays } = clock;
  const [first, rest] = rules.length > 0 ? [rules, about] : [about, []];
  return (
    <article>
      <h4>
        <span class={`clock-kind ${kind}`}>{kindName(kind)}</span> <Names of={first} />
      </h4>
      {rest.length > 0 && (
        <p class="clock-about">
          <Say sentence="About {names}" names={<Names of={rest} />} />
        </p>
      )}
      {law && <InLaw law={law} ends={kind === 'pause-ends' || kind === 'expires'} />}
      <InPress clock={clock} />
      {otherDays.length > 0 && (
        <p class="conflict">
          <Say
            sentence="Sources conflict: also told for {days}."
            days={otherDays.map((day, at) => (
              <>
                {at > 0 && ', '}
                <a href={`#day-${day}`}>
                  <ShortDay at={new Date(day)} />
                </a>
              </>
            ))}
          />
        </p>
      )}
    </article>
  );
}

/** What the entity list says, in the words that somebody wrote there. */
function InLaw({ law, ends }: { law: NonNullable<BoardClock['law']>; ends: boolean }) {
  const status = statusName(law.is);
  return (
    <p class="in-law">
      <strong>
        {ends
          ? say('By law {status} until this day', { status })
          : say('By law {status} from this day', { status })}
      </strong>
      {law.note && <span lang="en">{` · ${law.note}`}</span>}
      {law.source && <span class="none" lang="en">{` · ${law.source}`}</span>}
    </p>
  );
}

function InPress({ clock }: { clock: BoardClock }) {
  const { told, sources, law, certainty } = clock;
  if (told === 0) return null;
  const sure = law || certainty === 'law' ? '' : certaintyName(certainty);
  const shown = sources.slice(0, mostSources);
  return (
    <details class="in-press">
      <summary>
        {say('In the press: {articles}', { articles: counted(told, 'article') })}
        {sure && ` · ${sure}`}
      </summary>
      <Sources sources={shown} />
      {told > shown.length && (
        <p class="hint">
          <a href={addressOf('/v1/clocks', { from: clock.day, to: clock.day })}>
            {say('All of them from the API')}
          </a>
        </p>
      )}
    </details>
  );
}

function Subscribe({ filter, home }: Pick<PageProps, 'filter' | 'home'>) {
  const address = new URL(addressOf('/clocks.ics', { ...filter, language: language() }), home);
  return (
    <section class="subscribe" aria-labelledby="calendar">
      <h2 id="calendar">{say('In your calendar')}</h2>
      <p>
        {say(
          'Subscribe to this address and your calendar shows these days, as narrowed above, and follows their changes.',
        )}
      </p>
      <p class="field">
        <label for="calendar-address">{say('Address for calendar programs')}</label>
        <input id="calendar-address" readonly value={address.href} />
      </p>
      <p>
        <a href={`webcal://${address.host}${address.pathname}${address.search}`}>
          {say('Open in a calendar')}
        </a>
        {' · '}
        <a href={`${address.pathname}${address.search}`}>{say('Download as a file')}</a>
        {' · '}
        <a href="/v1/clocks">{say('The API call for this')}</a>
      </p>
    </section>
  );
}
