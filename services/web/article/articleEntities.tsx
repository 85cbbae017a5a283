import type { Mention, NamedEntity } from '../../../db/tags.ts';
import { entityAddress } from '../layout/address.ts';
import { asLabel, Sentiment } from '../parts/sentiment.tsx';
import { counted } from '../parts/words.ts';
import { type Names, quoted } from './marked.tsx';

/** Rows of the table; whom an article names beyond these it is hardly about. */
const mainEntities = 12;

/** Whom the article is about, most salient first, and who else is named. */
export function EntitiesOf({ entities }: { entities: NamedEntity[] }) {
  const [main, others] = [entities.slice(0, mainEntities), entities.slice(mainEntities)];
  if (entities.length === 0) return null;
  return (
    <section aria-labelledby="entities">
      <h2 id="entities">Entities in it</h2>
      <table class="entities">
        <thead>
          <tr>
            <th scope="col">Entity</th>
            <th scope="col">Sentiment</th>
            <th scope="col">Salience</th>
          </tr>
        </thead>
        <tbody>
          {main.map((entity) => (
            <tr>
              <th scope="row">
                <a href={entityAddress(entity.id)}>{entity.name}</a>
                <span class="under">{`${entity.type}, ${counted(entity.mentions, 'mention')}`}</span>
              </th>
              <td>
                <Sentiment score={entity.score} label={asLabel(entity.label)} />
              </td>
              <td>
                <Salience share={entity.salience} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <AlsoNamed entities={others} />
    </section>
  );
}

/** Entities that a table has no room for. */
export function AlsoNamed({ entities }: { entities: { id: string; name: string }[] }) {
  if (entities.length === 0) return null;
  return (
    <p class="others">
      Also named:{' '}
      {entities.map(({ id, name }, at) => (
        <>
          {at > 0 && ', '}
          <a href={entityAddress(id)}>{name}</a>
        </>
      ))}
    </p>
  );
}

const Salience = ({ share }: { share: number }) => (
  <span class="salience">
    <svg class="meter" aria-hidden="true" width="48" height="8">
      <rect class="whole" width="48" height="8" />
      <rect class="part" width={Math.round(share * 48)} height="8" />
    </svg>{' '}
    {share.toFixed(2)}
  </span>
);

/** Every mention with what decided its sentiment: what the marks' titles say, for those who can't point at them. */
export function MentionTable({ mentions, names }: { mentions: Mention[]; names: Names }) {
  if (mentions.length === 0) return null;
  return (
    <details class="numbers">
      <summary>{`Every mention and what decided its sentiment (${mentions.length})`}</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Words</th>
              <th scope="col">Entity</th>
              <th scope="col">Where</th>
              <th scope="col">Sentiment</th>
              <th scope="col">Because of</th>
            </tr>
          </thead>
          <tbody>
            {mentions.map((mention) => (
              <tr>
                <th scope="row">{mention.words}</th>
                <td>
                  <a href={entityAddress(mention.entityId)}>
                    {names.get(mention.entityId)?.name ?? mention.entityId}
                  </a>
                  {mention.reason && <span class="under">{mention.reason}</span>}
                </td>
                <td>{mention.field === 'title' ? 'title' : `text, at ${mention.startsAt}`}</td>
                <td>
                  <Sentiment score={mention.score} label={mention.label} />
                </td>
                <td>{mention.cues.length > 0 ? quoted(mention.cues) : <span class="none">–</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
