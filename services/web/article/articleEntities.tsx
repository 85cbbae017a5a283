import type { NamedEntity } from '../../../db/tags.ts';
import { counted, nameOf, Say, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { typeName } from '../parts/names.ts';
import { asLabel, type Label, Sentiment, Sign } from '../parts/sentiment.tsx';

/** Rows of the table; whom an article names beyond these it is hardly about. */
const mainEntities = 12;

/** Whom the article is about, most salient first, and who else is named. */
export function EntitiesOf({ entities }: { entities: NamedEntity[] }) {
  const [main, others] = [entities.slice(0, mainEntities), entities.slice(mainEntities)];
  if (entities.length === 0) return null;
  return (
    <section aria-labelledby="entities">
      <h2 id="entities">{say('Entities in it')}</h2>
      <Balance entities={entities} />
      <table class="entities">
        <thead>
          <tr>
            <th scope="col">{say('Entity')}</th>
            <th scope="col">{say('Sentiment')}</th>
            <th scope="col">{say('Salience')}</th>
          </tr>
        </thead>
        <tbody>
          {main.map((entity) => (
            <tr>
              <th scope="row">
                <a href={entityAddress(entity.id)}>{nameOf(entity)}</a>
                <span class="under">{`${typeName(entity.type)} · ${counted(entity.mentions, 'mention')}`}</span>
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

/** How many the article treats well, how many badly. */
function Balance({ entities }: { entities: NamedEntity[] }) {
  const countOf = (label: Label) => entities.filter((entity) => entity.label === label).length;
  const part = (label: Label) => (
    <span class={`word ${label}`}>
      <Sign label={label} /> {say(`{n} ${label}`, { n: countOf(label) })}
    </span>
  );
  return (
    <p class="balance">
      <Say
        sentence="{entities}: {positive}, {negative}, {neutral}"
        entities={counted(entities.length, 'entity')}
        positive={part('positive')}
        negative={part('negative')}
        neutral={part('neutral')}
      />
    </p>
  );
}

/** Entities that a table has no room for. */
export function AlsoNamed({
  entities,
}: {
  entities: { id: string; name: string; nameZh?: string | null }[];
}) {
  if (entities.length === 0) return null;
  return (
    <p class="others">
      {say('Also named:')}
      {entities.map((entity, at) => (
        <>
          {at > 0 ? ' · ' : ' '}
          <a href={entityAddress(entity.id)}>{nameOf(entity)}</a>
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
