import type { Entity } from '../../../db/entities.ts';
import type { Relative } from '../../../db/relatives.ts';
import { nameOf, Say, say } from '../language/say.tsx';
import { addressOf, entityAddress } from '../layout/address.ts';
import { typeName } from '../parts/names.ts';

const aliasesShown = 12;

interface HeadProps {
  entity: Entity;
  /** The nearest first. */
  above: readonly Relative[];
}

/** Name in both languages, and what it is. */
export function EntityHead({ entity, above }: HeadProps) {
  const { name, nameZh, type, tickers, listed } = entity;
  const main = nameOf(entity);
  const other = nameZh && (main === name ? nameZh : name);
  const [parent] = above;
  const wikidata = /^Q\d+$/.exec(entity.wikidata ?? '')?.[0];
  return (
    <header class="entity-head">
      <h1>
        {main}
        {other && other !== main && (
          <span class="name-zh" lang={other === nameZh ? 'zh' : 'en'}>
            {other}
          </span>
        )}
      </h1>
      <ul class="what-it-is">
        <li>
          <a href={addressOf('/entities', { type })}>{typeName(type)}</a>
        </li>
        {tickers.map((ticker) => (
          <li>
            <abbr class="ticker" title={say('Ticker')}>
              {ticker}
            </abbr>
          </li>
        ))}
        {parent && (
          <li>
            <Say
              sentence="belongs to {parent}"
              parent={<a href={entityAddress(parent.id)}>{nameOf(parent)}</a>}
            />
          </li>
        )}
        {wikidata && (
          <li>
            <a href={`https://www.wikidata.org/wiki/${wikidata}`} rel="noopener noreferrer">
              Wikidata
            </a>
          </li>
        )}
      </ul>
      <Aliases {...entity} />
      {!listed && (
        <p class="notice">
          {say(
            'Not on the entity list: this name was found in texts, and different bearers of it are not told apart.',
          )}
        </p>
      )}
    </header>
  );
}

function Aliases({ name, nameZh, aliases }: Entity) {
  const others = aliases.filter((alias) => alias !== name && alias !== nameZh);
  if (others.length === 0) return null;
  const written = (some: readonly string[]) => <span lang="und">{some.join(', ')}</span>;
  if (others.length <= aliasesShown)
    return (
      <p class="hint entity-aliases">
        <Say sentence="Also written {names}" names={written(others)} />
      </p>
    );
  return (
    <details class="entity-aliases">
      <summary>{say('Also written in {n} other ways', { n: others.length })}</summary>
      <p class="hint">{written(others)}</p>
    </details>
  );
}
