import type { Side } from '../../search/events/contradictions.ts';
import { counted, listed, nameOf, Say, say } from '../language/say.tsx';
import { articleAddress } from '../layout/address.ts';
import { eventName, statusName } from '../parts/names.ts';
import { ShortDay } from '../parts/times.tsx';
import type { NamedContradiction } from './load.ts';

/** In what publishers contradict each other: a reason to read both, not a verdict on either. */
export function Contradictions({ contradictions }: { contradictions: NamedContradiction[] }) {
  if (contradictions.length === 0) return null;
  return (
    <section class="contradictions" aria-labelledby="contradictions">
      <h2 id="contradictions">{say('Where publishers contradict each other')}</h2>
      <ol class="happenings">
        {contradictions.map(({ type, about, differ, sides }) => (
          <li>
            <h3>
              {eventName(type)}
              {about.length > 0 && <span class="other"> {listed(about.map(nameOf))}</span>}
            </h3>
            {sides.map((side) => (
              <Telling side={side} differ={differ} />
            ))}
          </li>
        ))}
      </ol>
      <p class="hint">{say('A contradiction is a reason to read both, not a verdict on either.')}</p>
    </section>
  );
}

type TellingProps = { side: Side } & Pick<NamedContradiction, 'differ'>;

function Telling({ side: { says, sources }, differ }: TellingProps) {
  const [{ article, sentence }] = sources as [Side['sources'][number]];
  const more = new Set(sources.map((source) => source.article.publisher)).size - 1;
  return (
    <div class="telling">
      <p class="source">
        <strong>{saidOf(differ, says)}</strong>
        <span>
          <Say
            sentence="{publisher}, {day}"
            publisher={<a href={articleAddress(article.id)}>{article.publisher}</a>}
            day={<ShortDay at={article.publishedAt} />}
          />
        </span>
        {more > 0 && <span>{say('{publishers} more', { publishers: counted(more, 'publisher') })}</span>}
      </p>
      {sentence && <blockquote lang={article.language}>{sentence}</blockquote>}
    </div>
  );
}

/** What a side says, in words: `stated` as `states it`, `licence-denied` as `Licence denied`, numbers and days as they are. */
function saidOf(differ: NamedContradiction['differ'], says: string): string {
  if (differ === 'certainty') return says === 'denied' ? say('denies it') : say('states it');
  if (differ === 'opposite') return eventName(says);
  return differ === 'status' ? statusName(says as Parameters<typeof statusName>[0]) : says;
}
