import { createHash } from 'node:crypto';
import type { EntityCoverage } from '../../../db/entities.ts';
import { counted, number, Say, say } from '../language/say.tsx';
import { addressOf, entityAddress } from '../layout/address.ts';
import { typeName } from '../parts/names.ts';
import { MeanSentiment } from '../parts/sentiment.tsx';

interface ListProps {
  entities: EntityCoverage[];
  /** Ids of the entity list that a proposed id must not take. */
  taken: ReadonlySet<string>;
  /** What they are counted in, in words. */
  time: string;
}

/** Names that the entity list does not have, with what to write to have them. */
export const UnlistedTable = ({ entities, taken, time }: ListProps) => (
  <>
    <p>
      <Say
        sentence="These names stand in articles and not on the entity list. To adopt one, copy its lines into the file that {setting} names and tag the archive anew with {command}: {entityPage} and {operatePage} show more. Different bearers of one name are not told apart here."
        setting={<code>CHIPWIRE_ENTITIES</code>}
        command={<code>chipwire retag</code>}
        entityPage={<code>docs/add-an-entity.md</code>}
        operatePage={<code>docs/operate.md</code>}
      />
    </p>
    <table class="list found-list">
      <caption>
        {say('Most covered first. Articles of the {time} that name it, copies left out.', { time })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{say('Name')}</th>
          <th scope="col" class="wide">
            {say('Type')}
          </th>
          <th scope="col" class="number">
            {say('Articles')}
          </th>
          <th scope="col" class="number">
            {say('Sentiment')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entities.map((entity) => (
          <tr>
            <th scope="row">
              <a href={entityAddress(entity.id)}>{entity.name}</a>
              <details class="adopt">
                <summary>{say('Lines to copy')}</summary>
                <pre tabindex={0}>{adoption(entity, taken)}</pre>
              </details>
            </th>
            <td class="wide">{typeName(entity.type)}</td>
            <td class="number">{number(entity.articles)}</td>
            <td class="number">
              <MeanSentiment mean={entity.meanSentiment} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

/** The most covered of them, for the foot of the list. */
export function NotOnTheListYet({ entities }: { entities: readonly EntityCoverage[] }) {
  const named = entities.filter(({ articles }) => articles > 1);
  if (named.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="unlisted">
      <h2 id="unlisted">{say('Not on the list yet')}</h2>
      <ul class="found-names">
        {named.map(({ id, name, articles }) => (
          <li>
            <a href={entityAddress(id)}>{name}</a>{' '}
            <span class="none" title={counted(articles, 'article')}>
              {number(articles)}
            </span>
          </li>
        ))}
      </ul>
      <p class="hint">
        {say('Names found in texts, with the number of articles.')}{' '}
        <a href={addressOf('/entities', { kind: 'found' })}>{say('All of them, and how to adopt one')}</a>
      </p>
    </section>
  );
}

/** The entity as a list file writes it. Any JSON string is a YAML string, so that no name can break the lines. */
export function adoption(
  { id, type, name }: Pick<EntityCoverage, 'id' | 'type' | 'name'>,
  taken: ReadonlySet<string>,
): string {
  const chinese = /\p{Script=Han}/u.test(name);
  return [
    `- id: ${proposedId(id, type, taken)}${chinese ? '  # choose one in small Latin letters' : ''}`,
    `  type: ${type}`,
    `  name: ${JSON.stringify(name)}${chinese ? '  # its English name, if it has one' : ''}`,
    ...(chinese ? [`  nameZh: ${JSON.stringify(name)}`] : []),
  ].join('\n');
}

/** `person~ye-kejiang` as `ye-kejiang`; a name in other letters gets an id that is its own at least. */
export function proposedId(id: string, type: string, taken: ReadonlySet<string>): string {
  const name = id.slice(id.indexOf('~') + 1);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    return `${type}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
  return taken.has(name) ? `${name}-${type}` : name;
}
