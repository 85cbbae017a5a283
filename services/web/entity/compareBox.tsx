import type { Entity } from '../../../db/entities.ts';
import type { Series } from '../../api/series.ts';
import { nameOf, number, percent, Say, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import type { Compared } from './figures.tsx';
import { Kept } from './spanBar.tsx';
import { mostBeside, type Unknown, type View, viewAddress } from './view.ts';

interface BoxProps {
  entity: Entity;
  beside: readonly Entity[];
  view: View;
  unknown: Unknown | null;
  /** Names offered while one is typed. */
  offered: readonly string[];
}

/** Takes another entity onto the chart. */
export function CompareBox({ entity, beside, view, unknown, offered }: BoxProps) {
  if (beside.length >= mostBeside)
    return (
      <p class="hint">{say('{n} entities are the most that one chart bears.', { n: mostBeside + 1 })}</p>
    );
  return (
    <form class="compare-box" action={`${entityAddress(entity.id)}#over-time`}>
      <Kept view={view} without={[]} />
      <label for="compare-with">{say('Compare it with')}</label>
      <input
        id="compare-with"
        name="with"
        type="text"
        list="compare-names"
        data-complete="entity"
        autocomplete="off"
        maxlength={100}
        value={unknown?.typed}
        placeholder={offered[0]}
        aria-invalid={unknown ? 'true' : undefined}
        aria-describedby={unknown ? 'compare-fault' : undefined}
      />
      <button type="submit">{say('Add')}</button>
      <datalist id="compare-names">
        {offered.map((name) => (
          <option value={name} />
        ))}
      </datalist>
      {unknown && <Fault {...{ unknown, entity, view }} />}
    </form>
  );
}

const Fault = ({
  unknown: { typed, meant },
  entity,
  view,
}: {
  unknown: Unknown;
  entity: Entity;
  view: View;
}) => (
  <p class="fault" id="compare-fault" role="alert">
    {say('There is no entity called “{name}”.', { name: typed })}{' '}
    {meant && (
      <Say
        sentence="Perhaps {name}?"
        name={
          <a href={`${viewAddress(entity.id, view, { beside: [...view.beside, meant.id] })}#over-time`}>
            {meant.name}
          </a>
        }
      />
    )}
  </p>
);

interface TableProps {
  entities: readonly Entity[];
  series: readonly Series[];
  compared: readonly Compared[];
  view: View;
}

/** Entities side by side: how much, how large a part, how meant, each with its change. */
export const ComparedTable = ({ entities, series, compared, view }: TableProps) => (
  <>
    <p class="hint" id="compare-about">
      {say(
        compared.some(({ earlier }) => earlier)
          ? 'Articles of the chart’s time, copies left out; in brackets what it was in as many days before.'
          : 'Articles of the chart’s time, copies left out.',
      )}
    </p>
    <section class="scroll" tabindex={0} aria-labelledby="compare-about">
      <table class="compare-table" aria-labelledby="compare-about">
        <thead>
          <tr>
            <th scope="col">{say('Entity')}</th>
            <th scope="col" class="number">
              {say('Articles')}
            </th>
            <th scope="col" class="number">
              {say('Share')}
            </th>
            <th scope="col" class="number">
              {say('Mean sentiment')}
            </th>
            <th scope="col" class="number wide">
              {say('95% interval')}
            </th>
            <th scope="col">
              <span class="hidden">{say('Take off the chart')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entities.map((entity, nth) => (
            <Row
              {...{ entity, series: series[nth]!, compared: compared[nth]!, view, page: entities[0]!.id }}
            />
          ))}
        </tbody>
      </table>
    </section>
  </>
);

interface RowProps {
  entity: Entity;
  series: Series;
  compared: Compared;
  view: View;
  /** Id of the entity whose page it is. */
  page: string;
}

function Row({ entity, series: { interval }, compared: { now, earlier }, view, page }: RowProps) {
  const isOwn = entity.id === page;
  const others = view.beside.filter((id) => id !== entity.id);
  const was = (text: string) => <span class="none">{` (${text})`}</span>;
  return (
    <tr>
      <th scope="row">
        {isOwn ? nameOf(entity) : <a href={viewAddress(entity.id, view, { beside: [] })}>{nameOf(entity)}</a>}
      </th>
      <td class="number">
        {number(now.articles)}
        {earlier && was(number(earlier.articles))}
      </td>
      <td class="number">
        {now.all > 0 ? percent(now.articles / now.all) : '–'}
        {earlier && was(percent(earlier.articles / earlier.all))}
      </td>
      <td class="number">
        <MeanSentiment mean={now.mean} />
        {earlier?.mean != null && was(scoreText(earlier.mean))}
      </td>
      <td class="number wide">
        {interval
          ? say('{low} to {high}', { low: scoreText(interval.low), high: scoreText(interval.high) })
          : '–'}
      </td>
      <td class="number">
        {!isOwn && <a href={`${viewAddress(page, view, { beside: others })}#over-time`}>{say('remove')}</a>}
      </td>
    </tr>
  );
}
