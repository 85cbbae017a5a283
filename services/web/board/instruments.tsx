import type { Instrument } from '../../../db/instruments.ts';
import { legalStatus } from '../../tag/names/legal-status.ts';
import { notKnownInLaw } from '../entity/instrument.tsx';
import { counted, nameOf, say } from '../language/say.tsx';
import { addressOf, entityAddress } from '../layout/address.ts';
import { FoundIn, Sentence } from '../parts/found.tsx';
import { certaintyName, statusName } from '../parts/names.ts';
import { dateOf, ShortDay, shortDay } from '../parts/times.tsx';
import { Board, Choose, DayField, Narrow } from './board.tsx';
import { Hatching, LawLine, Legend, YearAxis, type Years, yearsOf } from './lawLine.tsx';

type LegalState = Instrument['status'][number];
type PressStatus = Instrument['press'][number]['status'];
type Report = NonNullable<Instrument['latest']>;

/** A rule with how it stands on the day, in law and, by the newest report until then, in the press. */
export interface Standing {
  rule: Instrument;
  law: LegalState | undefined;
  press: PressStatus | undefined;
  differs: boolean;
}

/** By what the rules are narrowed. */
export const narrowings = ['differs', 'in-force', 'paused', 'proposed', 'gone', 'told'] as const;
type Narrowing = (typeof narrowings)[number];

export function standingOf(rule: Instrument, on: Date): Standing {
  const law = legalStatus(rule, on);
  const press = rule.latest?.status;
  return { rule, law, press, differs: law !== undefined && rule.latest !== null && differ(law, rule.latest) };
}

/**
 * Whether a report contradicts the law: it states it, was written since the law stands so, and is of all of the rule.
 * Reports that call a rule on the books proposed speak of its next version, or are misread.
 */
function differ({ is, from, note }: LegalState, { status, certainty, article }: Report): boolean {
  if (certainty !== 'stated' || dateOf(article.publishedAt) < from || ofAPart.test(note ?? '')) return false;
  return !agree(is, status) && !(status === 'proposed' && onTheBooks.has(is));
}

/** What has expired is told as rescinded; a pause and no enforcement are often told as one another, and are not the same. */
const agree = (law: LegalState['is'], press: PressStatus) =>
  law === press || (law === 'expired' && press === 'rescinded');

const onTheBooks: ReadonlySet<LegalState['is']> = new Set(['in-force', 'paused', 'not-enforced']);
/** As the entity list notes it: `clause 2 alone; …`. A report seldom says which clause it means. */
const ofAPart = /\bclause \d+ alone\b/;

const fits: Record<Narrowing, (standing: Standing) => boolean> = {
  differs: ({ differs }) => differs,
  'in-force': ({ law }) => law?.is === 'in-force',
  paused: ({ law }) => law?.is === 'paused' || law?.is === 'not-enforced',
  proposed: ({ law }) => law?.is === 'proposed',
  gone: ({ law }) => law?.is === 'rescinded' || law?.is === 'expired',
  told: ({ press }) => press !== undefined,
};

/** In whichever language, as it is written or as the list's id has it. */
const isCalled = ({ id, name, nameZh }: Instrument, part: string): boolean =>
  [id, name, nameZh ?? ''].some((each) => each.toLowerCase().includes(part.toLowerCase()));

interface PageProps {
  rules: readonly Instrument[];
  /** The day whose standing is told: its end. */
  on: Date;
  now: Date;
  narrowing: Narrowing | undefined;
  /** A part of the names of rules. */
  named: string;
  /** What was asked for and is no day. */
  badDay: string | undefined;
}

export function InstrumentsPage({ rules, on, now, narrowing, named, badDay }: PageProps) {
  const all = rules
    .map((rule) => standingOf(rule, on))
    .filter(({ rule, press }) => rule.status.length > 0 || press !== undefined);
  const shown = all.filter(
    (standing) => (!narrowing || fits[narrowing](standing)) && isCalled(standing.rule, named),
  );
  const years = yearsOf(rules, now);
  return (
    <Board path="/instruments">
      <p class="lead">
        {say(
          'Each rule as the law has it beside what the press says of it. The two may differ, and often do: a headline says “rescinded”, and the rule is still on the books.',
        )}
      </p>
      <StandingForm {...{ on, narrowing, named, badDay }} />
      <p class="count" role="status">
        {say('{rules}, as they stood on {day}', { rules: counted(shown.length, 'rule'), day: shortDay(on) })}
      </p>
      <Hatching />
      <Legend />
      {shown.length > 0 ? (
        <StandingTable {...{ shown, years, on }} />
      ) : (
        <p class="none">{say('No rule stands so.')}</p>
      )}
      <p class="hint">
        {say(
          'The law is kept by hand in the entity list, with its sources; the press is read by machine, copies left out. Neither is legal advice.',
        )}{' '}
        <a href={addressOf('/v1/instruments', { on: dateOf(on) })}>{say('The API call for this')}</a>
      </p>
    </Board>
  );
}

type FormProps = Pick<PageProps, 'on' | 'narrowing' | 'named' | 'badDay'>;

function StandingForm({ on, narrowing, named, badDay }: FormProps) {
  const names: Record<Narrowing, string> = {
    differs: say('law and press differ'),
    'in-force': say('in force by law'),
    paused: say('paused or not enforced by law'),
    proposed: say('proposed by law'),
    gone: say('rescinded or expired by law'),
    told: say('told of in the press'),
  };
  return (
    <Narrow path="/instruments">
      <div class="field">
        <label for="name">{say('Name of a rule')}</label>
        <input id="name" name="name" type="search" maxlength={100} value={named} />
      </div>
      <DayField {...{ on, badDay }} />
      <Choose
        name="only"
        label={say('Only rules that are')}
        any={say('all of them')}
        chosen={narrowing}
        options={narrowings.map((value) => ({ value, says: names[value] }))}
      />
    </Narrow>
  );
}

type TableProps = { shown: readonly Standing[]; years: Years; on: Date };

const StandingTable = ({ shown, years, on }: TableProps) => (
  <section class="scroll" tabindex={0} aria-label={say('Rules in law and press')}>
    <table class="standing cards">
      <thead>
        <tr>
          <th scope="col">{say('Rule')}</th>
          <th scope="col">{say('In law')}</th>
          <th scope="col">{say('In the press')}</th>
          <th scope="col">
            <span class="hidden">{say('In law over the years')}</span>
            <YearAxis years={years} />
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((standing) => (
          <StandingRow {...{ standing, years, on }} />
        ))}
      </tbody>
    </table>
  </section>
);

function StandingRow({ standing, years, on }: { standing: Standing; years: Years; on: Date }) {
  const { rule, law, differs } = standing;
  return (
    <tr>
      <th scope="row">
        <a href={entityAddress(rule.id)}>{nameOf(rule)}</a>
        {differs && <span class="differs">{say('law and press differ')}</span>}
      </th>
      <td data-name={say('In law')}>
        <InLaw {...{ law, rule, on }} />
      </td>
      <td data-name={say('In the press')}>
        <InPress rule={rule} />
      </td>
      <td class="line">
        {rule.status.length > 0 && (
          <>
            <div class="card-years">
              <YearAxis years={years} />
            </div>
            <LawLine status={rule.status} years={years} on={on} />
          </>
        )}
      </td>
    </tr>
  );
}

function InLaw({ law, rule, on }: { law: LegalState | undefined; rule: Instrument; on: Date }) {
  if (!law) return <span class="none">{notKnownInLaw(rule, on)}</span>;
  return (
    <>
      <strong>{statusName(law.is)}</strong>{' '}
      {law.to
        ? say('from {from} to {to}', { from: dayIn(law.from), to: dayIn(law.to) })
        : say('since {from}', { from: dayIn(law.from) })}
      {law.note && (
        <span class="under" lang="en">
          {law.note}
        </span>
      )}
      {law.source && (
        <span class="under" lang="en">
          {law.source}
        </span>
      )}
    </>
  );
}

/** Of `2026-11-27`. */
const dayIn = (date: string) => shortDay(new Date(date));

function InPress({ rule: { press, latest } }: { rule: Instrument }) {
  if (!latest) return <span class="none">{say('nothing')}</span>;
  const { status, certainty, sentence, article } = latest;
  return (
    <>
      <strong>{statusName(status)}</strong> <ShortDay at={article.publishedAt} />
      {certaintyName(certainty) && ` · ${certaintyName(certainty)}`}
      <details>
        <summary>
          {counted(
            press.reduce((sum, { events }) => sum + events, 0),
            'report',
          )}
        </summary>
        <p class="tally">
          {press.map(({ status: each, events }) => `${statusName(each)} ${events}`).join(' · ')}
        </p>
        <Sentence sentence={sentence} words="" language={article.language} />
        <FoundIn article={article} />
      </details>
    </>
  );
}
