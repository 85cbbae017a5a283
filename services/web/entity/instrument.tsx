import type { Instrument } from '../../../db/instruments.ts';
import { legalStatus } from '../../tag/names/legal-status.ts';
import { addressOf } from '../layout/address.ts';
import { statusName } from '../parts/events.tsx';
import { Fact } from '../parts/fact.tsx';
import { dateOf } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';
import { FoundIn } from '../parts/found.tsx';

/** A rule's standing in law beside what the press says of it. */
export function Standing({ instrument, now }: { instrument: Instrument; now: Date }) {
  const { id, status, press, latest } = instrument;
  const legal = legalStatus(instrument, now);
  if (!legal && press.length === 0) return null;
  return (
    <section class="panel found" aria-labelledby="standing">
      <h2 id="standing">In law and in the press</h2>
      <dl class="about">
        <Fact name="In law">
          {legal ? (
            <>
              <strong>{statusName(legal.is)}</strong>
              {` since ${legal.from}`}
              {legal.to && ` until ${legal.to}`}
              {legal.note && `: ${legal.note}`}
              {legal.source && <span class="under">{`Source: ${legal.source}`}</span>}
            </>
          ) : (
            <span class="none">{`not known to the entity list for ${dateOf(now)}`}</span>
          )}
        </Fact>
        <Fact name="In the press">
          {press.length === 0 ? (
            <span class="none">no article tells of its standing</span>
          ) : (
            press.map((report, at) => (
              <>
                {at > 0 && ', '}
                {at === 0 ? <strong>{statusName(report.status)}</strong> : statusName(report.status)}
                {` in ${counted(report.events, 'report')}`}
              </>
            ))
          )}
        </Fact>
        {latest && (
          <Fact name="Latest report">
            <strong>{statusName(latest.status)}</strong>
            {latest.certainty !== 'stated' && `, ${latest.certainty}`}
            <p lang={latest.article.language}>{latest.sentence}</p>
            <FoundIn article={latest.article} />
          </Fact>
        )}
      </dl>
      {status.length > 1 && (
        <details class="numbers">
          <summary>Its standing in law over time</summary>
          <ul>
            {status.map(({ from, to, is, note }) => (
              <li>{`${from}${to ? ` to ${to}` : ''}: ${statusName(is)}${note ? `, ${note}` : ''}`}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="hint">
        The law is kept by hand in the entity list; the press is read by machine. They may differ.{' '}
        <a href={addressOf('/v1/instruments', { id })}>The API call for this</a>
      </p>
    </section>
  );
}
