import type { Instrument } from '../../../db/instruments.ts';
import { legalStatus } from '../../tag/names/legal-status.ts';
import { counted, nameOf, say } from '../language/say.tsx';
import { addressOf, entityAddress } from '../layout/address.ts';
import { FoundIn, Sentence } from '../parts/found.tsx';
import { certaintyName, statusName } from '../parts/names.ts';
import { dateOf, ShortDay } from '../parts/times.tsx';
import { Board, Choose, DayField, Narrow } from './board.tsx';
import { Hatching, LawLine, Legend, YearAxis, type Years, yearsOf } from './lawLine.tsx';

type LegalState = Instrument['status'][number];
type PressStatus = Instrument['press'][number]['status'];

/** A rule with how it stands on the day, in law and, by the newest report until then, in the press. */
export interface Standing {
  rule: Instrument;
  law: LegalState | undefined;
  press: PressStatus | undefined;
  differs: boolean;
}

/** By what the rules are narrowed. */
export const narrowings = ['differs', 'in-force', 'paused', 'proposed', 'gone', 'told'] as const;
export type Narrowing = (typeof narrowings)[number];

export function standingOf(rule: Instrument, on: Date): Standing {
  const law = legalStatus(rule, on);
  const press = rule.latest?.status;
  return { rule, law, press, differs: law !== undefined && press !== undefined && !agree(law.is, press) };
}

/** What has expired is told as rescinded; a pause and no enforcement are often told as one another, and are not the same. */
const agree = (law: LegalState['is'], press: PressStatus) =>
  law === press || (law === 'expired' && press === 'rescinded');

const fits: Record<Narrowing, (standing: Standing) => boolean> = {
  differs: ({ differs }) => differs,
  'in-force': ({ law }) => law?.is === 'in-force',
  paused: ({ law }) => law?.is === 'paused' || law?.is === 'not-enforced',
  proposed: ({ law }) => law?.is === 'proposed',
  gone: ({ law }) => law?.is === 'rescinded' || law?.is === 'expired',
  told: ({ press }) => press !== undefined,
};

interface PageProps {
  rules: readonly Instrument[];
  /** The day whose standing is told: its end. */
  on: Date;
  now: Date;
  narrowing: Narrowing | undefined;
  /** What was asked for and is no day. */
  badDay: string | undefined;
}

export function InstrumentsPage({ rules, on, now, narrowing, badDay }: PageProps) {
  const all = rules
    .map((rule) => standingOf(rule, on))
    .filter(({ rule, press }) => rule.status.length > 0 || press !== undefined);
  const shown = narrowing ? all.filter(fits[narrowing]) : all;
  const years = yearsOf(rules, now);
  return (
    <Board path="/instruments">
      <p class="lead">
        {say(
          'Each rule as the law has it beside what the press says of it. The two may differ, and often do: a headline says “rescinded”, and the rule is still on the books.',
        )}
      </p>
      <StandingForm {...{ on, narrowing, badDay }} />
      <p class="count" role="status">
        {say('{rules}, as they stood on {day}', { rules: counted(shown.length, 'rule'), day: dateOf(on) })}
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

function StandingForm({ on, narrowing, badDay }: Pick<PageProps, 'on' | 'narrowing' | 'badDay'>) {
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
        <InLaw law={law} rule={rule} />
      </td>
      <td data-name={say('In the press')}>
        <InPress rule={rule} />
      </td>
      <td class="line">{rule.status.length > 0 && <LawLine status={rule.status} years={years} on={on} />}</td>
    </tr>
  );
}

function InLaw({ law, rule }: { law: LegalState | undefined; rule: Instrument }) {
  if (!law) {
    const last = rule.status.at(-1);
    return (
      <span class="none">
        {last?.to
          ? say('not known: {status} until {day}', { status: statusName(last.is), day: last.to })
          : say('not known')}
      </span>
    );
  }
  return (
    <>
      <strong>{statusName(law.is)}</strong>{' '}
      {law.to
        ? say('from {from} to {to}', { from: law.from, to: law.to })
        : say('since {from}', { from: law.from })}
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
