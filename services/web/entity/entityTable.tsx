import type { Coverage, Entity } from '../../../db/entities.ts';
import { language, tags } from '../language/language.ts';
import { nameOf, number, type Sentence, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { typeName } from '../parts/names.ts';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';

/** What entities can be sorted by. */
export const orders = ['articles', 'change', 'sentiment', 'name'] as const;
export type Order = (typeof orders)[number];

/** A listed entity with its coverage of a time and of the one before; nulls where nothing was written. */
export interface Line {
  entity: Entity;
  now: Coverage | null;
  earlier: Coverage | null;
}

const changeOf = ({ now, earlier }: Line) => (now?.articles ?? 0) - (earlier?.articles ?? 0);
const byName = (a: Line, b: Line) => nameOf(a.entity).localeCompare(nameOf(b.entity), tags[language()]);

/** What counts as first in each order; entities without a sentiment come last in whichever direction. */
const ranks: Record<Exclude<Order, 'name'>, (line: Line) => number | null> = {
  articles: ({ now }) => now?.articles ?? 0,
  change: changeOf,
  sentiment: ({ now }) => now?.meanSentiment ?? null,
};

/** Greatest first, names from A; `turned` the other way round. Equal ones by name. */
export function sorted(lines: readonly Line[], order: Order, turned: boolean): Line[] {
  const way = turned ? -1 : 1;
  if (order === 'name') return lines.toSorted((a, b) => way * byName(a, b));
  const rank = ranks[order];
  return lines.toSorted((a, b) => {
    const [ofA, ofB] = [rank(a), rank(b)];
    if (ofA === null || ofB === null) return Number(ofA === null) - Number(ofB === null) || byName(a, b);
    return way * (ofB - ofA) || byName(a, b);
  });
}

interface TableProps {
  lines: readonly Line[];
  order: Order;
  turned: boolean;
  /** Whether there is a time before to compare with. */
  changes: boolean;
  caption: string;
  sortedBy(order: Order): string;
}

/** Entities as a table that its headings sort. */
export function EntityTable({ lines, changes, caption, ...by }: TableProps) {
  return (
    <table class="list entity-list">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <Heading {...by} name="name" says="Entity" rising />
          <th scope="col" class="kind">
            {say('Type')}
          </th>
          <th scope="col" class="wide">
            {say('Tickers')}
          </th>
          <Heading {...by} name="articles" says="Articles" number />
          {changes && <Heading {...by} name="change" says="Rise or fall" number />}
          <Heading {...by} name="sentiment" says="Sentiment" number />
          {changes && (
            <th scope="col" class="number wide">
              {say('Before')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row {...{ line, changes }} />
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps extends Pick<TableProps, 'order' | 'turned' | 'sortedBy'> {
  name: Order;
  says: Sentence;
  number?: boolean;
  /** Its usual direction is upwards. */
  rising?: boolean;
}

function Heading({ name, says, number: isNumber, rising = false, order, turned, sortedBy }: HeadingProps) {
  const isRising = rising !== turned;
  const chosen = name === order;
  return (
    <th
      scope="col"
      class={isNumber ? 'number' : undefined}
      aria-sort={chosen ? (isRising ? 'ascending' : 'descending') : undefined}
    >
      <a class="sort" href={sortedBy(name)}>
        {say(says)}
        <span aria-hidden="true">{chosen ? (isRising ? ' ↑' : ' ↓') : ''}</span>
      </a>
    </th>
  );
}

function Row({ line, changes }: { line: Line; changes: boolean }) {
  const { entity, now, earlier } = line;
  const main = nameOf(entity);
  const other = main === entity.name ? entity.nameZh : entity.name;
  const change = changeOf(line);
  return (
    <tr>
      <th scope="row">
        <a href={entityAddress(entity.id)}>{main}</a>
        {other && other !== main && (
          <span class="other" lang={other === entity.nameZh ? 'zh' : 'en'}>
            {other}
          </span>
        )}
        <span class="under kind-under">{typeName(entity.type)}</span>
      </th>
      <td class="kind">{typeName(entity.type)}</td>
      <td class="wide">{entity.tickers.join(', ')}</td>
      <td class="number">{number(now?.articles ?? 0)}</td>
      {changes && (
        <td class="number none">
          {change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${number(Math.abs(change))}`}
        </td>
      )}
      <td class="number">
        <MeanSentiment mean={now?.meanSentiment ?? null} />
      </td>
      {changes && <td class="number wide none">{earlier ? scoreText(earlier.meanSentiment) : '–'}</td>}
    </tr>
  );
}
