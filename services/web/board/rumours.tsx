import type { Orm } from '../../../db/database.ts';
import { loadRumours, type ShownRumour } from '../../api/rumours.ts';
import { counted, number, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { eventName } from '../parts/names.ts';
import { StateSign } from '../parts/stateSign.tsx';
import { Board, Choose, Narrow } from './board.tsx';
import { type About, inBoth } from './names.ts';
import { Names, Sources } from './told.tsx';

/** Days within which an early report must come true to count as come true. */
const within = 180;
/** Early reports that a page shows. */
const mostShown = 100;

export const fates = ['came-true', 'open', 'not-yet'] as const;
export type Fate = (typeof fates)[number];

export type Early = Awaited<ReturnType<typeof loadEarly>>;
type BoardRumour = Omit<ShownRumour, 'about'> & { about: About[] };

/** What was told before it was sure, and each publisher's record of it. */
export async function loadEarly(orm: Orm, now: Date) {
  const { rumours, records, read } = await loadRumours(orm, { within }, now);
  const named = await inBoth(
    orm,
    rumours.map(({ about }) => about),
  );
  return {
    records,
    isComplete: read.complete,
    rumours: rumours.map((rumour): BoardRumour => ({ ...rumour, about: named(rumour.about) })),
  };
}

export function RumoursPage({ early, fate }: { early: Early; fate: Fate | undefined }) {
  const chosen = early.rumours.filter((rumour) => !fate || rumour.fate === fate);
  return (
    <Board path="/rumours">
      <p class="lead">
        {say(
          'What was told as planned, unconfirmed or proposed before any article stated it, how long that took, and who told it first. Of the last two years.',
        )}
      </p>
      <Narrow path="/rumours">
        <Choose
          name="fate"
          label={say('What became of it')}
          any={say('anything')}
          chosen={fate}
          options={fates.map((value) => ({ value, says: fateName(value) }))}
        />
      </Narrow>
      <p class="count" role="status">
        {counted(chosen.length, 'early report')}
        {' · '}
        <a href={addressOf('/v1/rumours', { fate })}>{say('The API call for this')}</a>
      </p>
      {chosen.length === 0 && <p class="none">{say('No early report like this is known.')}</p>}
      <ol class="early-reports">
        {chosen.slice(0, mostShown).map((rumour) => (
          <li>
            <EarlyReport rumour={rumour} />
          </li>
        ))}
      </ol>
      {early.records.length > 0 && <Records records={early.records} />}
      <p class="hint">
        {say('“Not yet” is not “false”. The time runs from article to article, not to the act itself.')}
        {!early.isComplete &&
          ` ${say('There are more tellings than are read at once; the oldest are left out.')}`}
      </p>
    </Board>
  );
}

const fateSentences = {
  'came-true': 'came true',
  open: 'still open',
  'not-yet': 'not yet stated',
} as const satisfies Record<Fate, string>;
const fateName = (fate: Fate) => say(fateSentences[fate]);
const fateSigns: Record<Fate, string> = { 'came-true': '●', open: '○', 'not-yet': '–' };

function EarlyReport({ rumour }: { rumour: BoardRumour }) {
  const { type, about, fate, days, early, stated, denied } = rumour;
  return (
    <article>
      <h2>
        <span class="clock-kind">{eventName(type)}</span> <Names of={about} />
      </h2>
      <p class="fate">
        <StateSign of={fate} sign={fateSigns[fate]}>
          {days === null
            ? fateName(fate)
            : say('stated after {amount}', { amount: counted(Math.round(days), 'day') })}
        </StateSign>
      </p>
      <div class="sides">
        <div>
          <h3>{say('Told early by')}</h3>
          <Sources sources={early.slice(0, 3)} />
        </div>
        <div>
          {stated && (
            <>
              <h3>{say('Stated by')}</h3>
              <Sources sources={[stated]} />
            </>
          )}
          {denied && (
            <>
              <h3>{say('Denied by')}</h3>
              <Sources sources={[denied]} />
            </>
          )}
        </div>
      </div>
    </article>
  );
}

function Records({ records }: { records: Early['records'] }) {
  return (
    <section class="scroll" tabindex={0} aria-labelledby="records">
      <h2 id="records">{say('Record of each publisher')}</h2>
      <table>
        <caption>
          {say('Happenings, not articles; one counts as come true when it is stated within {n} days.', {
            n: within,
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('Publisher')}</th>
            <th scope="col" class="number">
              {say('Told early')}
            </th>
            <th scope="col" class="number">
              {say('Told first')}
            </th>
            <th scope="col" class="number">
              {say('came true')}
            </th>
            <th scope="col" class="number">
              {say('still open')}
            </th>
            <th scope="col" class="number">
              {say('not yet stated')}
            </th>
            <th scope="col" class="number">
              {say('denied by some')}
            </th>
            <th scope="col" class="number">
              {say('Median days')}
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr>
              <th scope="row">
                <a href={addressOf('/search', { publisher: record.publisher })}>{record.publisher}</a>
              </th>
              {[record.early, record.first, record.cameTrue, record.open, record.notYet, record.denied].map(
                (count) => (
                  <td class="number">{number(count)}</td>
                ),
              )}
              <td class="number">{record.medianDays === null ? '–' : number(record.medianDays, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
