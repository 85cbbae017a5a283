import type { Entity } from '../../../db/entities.ts';
import type { CoMention } from '../../../db/entityNumbers.ts';
import { nameOf, number, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { typeName } from '../parts/names.ts';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { articlesAddress, queryFor, type View } from './view.ts';

const shown = 10;
/** Of fewer articles, how often they stand together says nothing. */
const fewest = 3;
/** Read, so that enough are left without places: countries are in nearly every article. */
export const coMentionsRead = 25;

export const withoutPlaces = (beside: readonly CoMention[]) =>
  beside.filter(({ type }) => type !== 'place').slice(0, shown);

interface BesideProps {
  entity: Entity;
  beside: readonly CoMention[];
  view: View;
}

/** Who is named in the same articles, how much oftener than elsewhere, and in what mood. */
export function NamedBeside({ entity, beside, view }: BesideProps) {
  if (beside.length === 0) return null;
  const about = say(
    'Articles that name both; how many times as often as in all coverage; sentiment in them towards the other and towards {name}. Places are left out.',
    { name: nameOf(entity) },
  );
  return (
    <section aria-labelledby="beside">
      <h2 id="beside">{say('Named beside it')}</h2>
      <p class="hint" id="beside-about">
        {about}
      </p>
      <section class="scroll" tabindex={0} aria-labelledby="beside-about">
        <table class="beside-table" aria-labelledby="beside-about">
          <thead>
            <tr>
              <th scope="col">{say('Entity')}</th>
              <th scope="col" class="number">
                {say('Articles')}
              </th>
              <th scope="col" class="number wide">
                {say('As often')}
              </th>
              <th scope="col" class="number">
                {say('Towards it')}
              </th>
              <th scope="col" class="number">
                {say('Towards {name}', { name: nameOf(entity) })}
              </th>
            </tr>
          </thead>
          <tbody>
            {beside.map((other) => (
              <tr>
                <th scope="row">
                  <a href={entityAddress(other.id)}>{nameOf(other)}</a>{' '}
                  <span class="none wide">{typeName(other.type)}</span>
                </th>
                <td class="number">
                  <a href={articlesAddress(entity.id, view, { and: ` ${queryFor(other.id)}` })}>
                    {number(other.articles)}
                  </a>
                </td>
                <td class="number wide">
                  {other.articles < fewest ? '–' : `×${number(other.lift, other.lift < 10 ? 1 : 0)}`}
                </td>
                <td class="number">
                  <MeanSentiment mean={other.towardsIt} />
                </td>
                <td class="number">
                  <MeanSentiment mean={other.towardsAsked} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
