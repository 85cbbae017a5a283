import type { Instrument } from '../../../db/instruments.ts';
import { legalStatus } from '../../tag/names/legal-status.ts';
import { counted, Say, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Fact } from '../parts/fact.tsx';
import { FoundIn } from '../parts/found.tsx';
import { certaintyName, statusName } from '../parts/names.ts';
import { dateOf, shortDay } from '../parts/times.tsx';

/** A rule's standing in law beside what the press says of it. */
export function Standing({ instrument, now }: { instrument: Instrument; now: Date }) {
  const { id, status, press, latest } = instrument;
  const legal = legalStatus(instrument, now);
  if (!legal && press.length === 0) return null;
  return (
    <section class="panel found" aria-labelledby="standing">
      <h2 id="standing">{say('In law and in the press')}</h2>
      <dl class="about">
        <Fact name={say('In law')}>
          {legal ? <Legal {...legal} /> : <span class="none">{notKnownInLaw(instrument, now)}</span>}
        </Fact>
        <Fact name={say('In the press')}>
          {press.length === 0 ? (
            <span class="none">{say('no article tells of its standing')}</span>
          ) : (
            <ul>
              {press.map((report) => (
                <li>
                  <Say
                    sentence="{status} in {reports}"
                    status={<strong>{statusName(report.status)}</strong>}
                    reports={counted(report.events, 'report')}
                  />
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {latest && (
          <Fact name={say('Latest report')}>
            <strong>{statusName(latest.status)}</strong>
            {latest.certainty !== 'stated' && ` (${certaintyName(latest.certainty)})`}
            <p lang={latest.article.language}>{latest.sentence}</p>
            <FoundIn article={latest.article} />
          </Fact>
        )}
      </dl>
      {status.length > 1 && (
        <details class="numbers">
          <summary>{say('Its standing in law over time')}</summary>
          <ul>
            {status.map((state) => (
              <li>
                <Legal {...state} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="hint">
        {say('The law is kept by hand in the entity list; the press is read by machine. They may differ.')}{' '}
        <a href={addressOf('/instruments')}>{say('All rules')}</a>{' '}
        <a href={addressOf('/v1/instruments', { id })}>{say('API call')}</a>
      </p>
    </section>
  );
}

/** How it stands, or stood, from a day on; notes and sources are as the entity list has them. */
const Legal = ({ is, from, to, note, source }: Instrument['status'][number]) => (
  <>
    <Say
      sentence={to ? '{status} from {from} to {to}' : '{status} since {from}'}
      status={<strong>{statusName(is)}</strong>}
      from={from}
      to={to}
    />
    {note && <span lang="en">{`: ${note}`}</span>}
    {source && (
      <span class="under">
        <Say sentence="Source: {source}" source={<span lang="en">{source}</span>} />
      </span>
    )}
  </>
);

/** What is said where the entity list does not know how a rule stands on a day, and what it knew last. */
export function notKnownInLaw({ status }: Pick<Instrument, 'status'>, on: Date): string {
  const last = status.findLast(({ to = '9' }) => to < dateOf(on));
  if (last?.to)
    return say('{status} until {day}; nothing known after', {
      status: statusName(last.is),
      day: shortDay(new Date(last.to)),
    });
  return status.length === 0
    ? say('not kept in our list')
    : say('not known for {day}', { day: shortDay(on) });
}
