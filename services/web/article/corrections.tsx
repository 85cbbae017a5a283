import type { ListedCorrection } from '../../../db/corrections.ts';
import { nameOf, Say, say } from '../language/say.tsx';
import { articleAddress, entityAddress } from '../layout/address.ts';
import { Act } from '../parts/acts.tsx';
import { ShortDay } from '../parts/times.tsx';
import { placeOf } from './marked.tsx';

/** `Corrected by a reader: neutral, not negative`, with the reader's note. */
export function CorrectionSaid({ correction }: { correction: ListedCorrection }) {
  const { rightLabel, label, rightEntity, entity, note } = correction;
  return (
    <>
      {rightLabel !== null ? (
        say('Corrected by a reader: {right}, not {wrong}', { right: say(rightLabel), wrong: say(label) })
      ) : rightEntity === null ? (
        say('Corrected by a reader: no entity, not {wrong}', { wrong: nameOf(entity) })
      ) : (
        <Say
          sentence="Corrected by a reader: {right}, not {wrong}"
          right={<a href={entityAddress(rightEntity.id)}>{nameOf(rightEntity)}</a>}
          wrong={nameOf(entity)}
        />
      )}
      {note && <q class="reader-note">{note}</q>}
    </>
  );
}

interface CorrectionsProps {
  corrections: readonly ListedCorrection[];
  /** Whether the reader may take a correction back. */
  mayWithdraw(correction: ListedCorrection): boolean;
  /** Whether sentences of the text are shown, to which links may lead. */
  marked: boolean;
}

/** What readers say of the tags; the tags stay as they are. */
export function Corrections({ corrections, mayWithdraw, marked }: CorrectionsProps) {
  if (corrections.length === 0) return null;
  return (
    <section class="corrections" aria-labelledby="corrections">
      <h2 id="corrections">{say('Corrections by readers')}</h2>
      <ul>
        {corrections.map((correction) => (
          <li>
            <p>
              {marked || correction.field === 'title' ? (
                <a href={`#at-${placeOf(correction)}`}>{`“${correction.words}”`}</a>
              ) : (
                `“${correction.words}”`
              )}
              {' · '}
              <CorrectionSaid correction={correction} />
              {' · '}
              <ShortDay at={correction.madeAt} />
            </p>
            {mayWithdraw(correction) && (
              <Act
                to={`${articleAddress(correction.articleId)}/corrections/${correction.id}/withdraw`}
                says={say('Take it back')}
                small
              />
            )}
          </li>
        ))}
      </ul>
      <p class="hint">
        <Say
          sentence="The tags stay as they were made. Corrections are what the tagger is measured on; {method}."
          method={<a href="/method">{say('the page on method says how')}</a>}
        />
      </p>
    </section>
  );
}
