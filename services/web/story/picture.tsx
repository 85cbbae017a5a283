import type { StoryMoment } from '../../../db/storyPages.ts';
import { timeTicks } from '../charts/time.ts';
import { counted, number, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { dateOf, dayMs, dayOfYear, duration, utc } from '../parts/times.tsx';
import {
  arrivalsOf,
  hoursOf,
  type PublisherRow,
  pace,
  placeOf,
  rowsOf,
  type Span,
  spanOf,
} from './spread.ts';

/** Publishers in sight; the others are folded. */
const rowsShown = 20;
const labelsShown = 5;

interface PictureProps {
  /** All that is drawn. */
  moments: readonly StoryMoment[];
  /** Whether the story has more. */
  partly: boolean;
}

/** Who wrote when: a row for each publisher on one axis of time, and how the story spread. */
export function Picture({ moments, partly }: PictureProps) {
  const rows = rowsOf(moments);
  const span = spanOf(moments);
  const [shown, folded] = [rows.slice(0, rowsShown), rows.slice(rowsShown)];
  return (
    <section class="story-picture" aria-labelledby="picture">
      <h2 id="picture">{say('Who wrote when')}</h2>
      <Pace arrivals={arrivalsOf(rows)} />
      <Rows rows={shown} span={span}>
        <Spread arrivals={arrivalsOf(rows)} span={span} />
      </Rows>
      {folded.length > 0 && (
        <details>
          <summary>{say('{publishers} more', { publishers: counted(folded.length, 'publisher') })}</summary>
          <Rows rows={folded} span={span} />
        </details>
      )}
      <p class="hint">
        {say('Full dots are a publisher’s own texts, hollow ones copies of another’s.')}{' '}
        {partly && say('The first {articles} are drawn.', { articles: counted(moments.length, 'article') })}
      </p>
    </section>
  );
}

function Pace({ arrivals }: { arrivals: readonly Date[] }) {
  const { half, all } = pace(arrivals);
  if (all === null) return <p>{say('One publisher alone wrote of it itself.')}</p>;
  const publishers = counted(arrivals.length, 'publisher');
  return (
    <p>
      {half === null
        ? say('{publishers} wrote of it themselves within {time}.', { publishers, time: duration(all) })
        : say('{publishers} wrote of it themselves within {time}, half of them within {half}.', {
            ...{ publishers, time: duration(all), half: duration(half) },
          })}
    </p>
  );
}

function Rows({ rows, span, children }: { rows: PublisherRow[]; span: Span; children?: unknown }) {
  const between = { from: utc(new Date(span.from)), to: utc(new Date(span.to)) };
  const copied = rows.some(({ copies }) => copies > 0);
  return (
    <table class="who-when">
      <caption class="hidden">{say('Articles by publisher, {from} to {to}', between)}</caption>
      <thead>
        <tr>
          <th scope="col">{say('Publisher')}</th>
          <th scope="col" class="axis">
            <span class="hidden">{say('When')}</span>
            <Axis span={span} />
          </th>
          <th scope="col" class="number wide">
            {say('Articles')}
          </th>
          {copied && (
            <th scope="col" class="number wide">
              {say('Copies')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row row={row} span={span} copied={copied} />
        ))}
        {children}
      </tbody>
    </table>
  );
}

function Row({ row, span, copied }: { row: PublisherRow; span: Span; copied: boolean }) {
  const { publisher, dots, articles, copies } = row;
  const seconds = (dots[0]!.publishedAt.getTime() - span.from) / 1000;
  return (
    <tr>
      <th scope="row">
        <a href={addressOf('/search', { publisher })}>{publisher}</a>
        <span class="under">{seconds < 60 ? say('first') : `+${duration(seconds)}`}</span>
      </th>
      <td class="axis">
        <svg class="dots" role="img" width="100%" height="20">
          <title>
            {say('{name}, first at {time}', { name: publisher, time: utc(dots[0]!.publishedAt) })}
          </title>
          <line x1="0" x2="100%" y1="10" y2="10" />
          {dots.map(({ publishedAt, title, copyOf }) => (
            <circle
              class={copyOf === null ? 'own' : 'copy'}
              cx={`${placeOf(publishedAt.getTime(), span)}%`}
              cy="10"
              r={copyOf === null ? 4.5 : 4}
            >
              <title>{`${utc(publishedAt)}: ${title}`}</title>
            </circle>
          ))}
        </svg>
      </td>
      <td class="number wide">{number(articles)}</td>
      {copied && <td class="number wide">{number(copies)}</td>}
    </tr>
  );
}

/** A line that rises with each publisher, on the axis of the rows above. */
function Spread({ arrivals, span }: { arrivals: readonly Date[]; span: Span }) {
  if (arrivals.length < 3) return null;
  const height = 48;
  const y = (count: number) => Math.round((height - 2 - (count / arrivals.length) * (height - 6)) * 10) / 10;
  const places = [...arrivals.map((at) => placeOf(at.getTime(), span)), 100];
  const seconds = (arrivals.at(-1)!.getTime() - arrivals[0]!.getTime()) / 1000;
  return (
    <tr>
      <th scope="row">{say('Spread')}</th>
      <td class="axis">
        <svg class="dots" role="img" width="100%" height={height}>
          <title>
            {say('From 1 to {publishers} within {time}', {
              publishers: counted(arrivals.length, 'publisher'),
              time: duration(seconds),
            })}
          </title>
          {arrivals.map((_, nth) => (
            <>
              <line class="step" x1={`${places[nth]}%`} x2={`${places[nth]}%`} y1={y(nth)} y2={y(nth + 1)} />
              <line
                class="step"
                x1={`${places[nth]}%`}
                x2={`${places[nth + 1]}%`}
                y1={y(nth + 1)}
                y2={y(nth + 1)}
              />
            </>
          ))}
        </svg>
      </td>
      <td class="number wide" colspan={2}>
        {counted(arrivals.length, 'publisher')}
      </td>
    </tr>
  );
}

function Axis({ span }: { span: Span }) {
  return (
    <svg class="dots" width="100%" height="18" aria-hidden="true">
      {ticksOf(span).map(({ at, label, minor }) => {
        const place = placeOf(at, span);
        return (
          <text
            class={minor ? 'wide' : undefined}
            x={`${place}%`}
            y="12"
            text-anchor={place < 12 ? 'start' : place > 88 ? 'end' : 'middle'}
          >
            {label}
          </text>
        );
      })}
    </svg>
  );
}

/** Labels of the axis; `minor` ones have no room on a phone. */
function ticksOf(span: Span): { at: number; label: string; minor: boolean }[] {
  const hours = hoursOf(span, labelsShown);
  const hasDays = hours.some((at) => at % dayMs === 0);
  if (hours.length > 0)
    return hours.map((at, nth) => ({
      ...{ at, label: hourName(at), minor: hasDays ? at % dayMs > 0 : nth % 2 === 1 },
    }));
  const days = timeTicks(dateOf(new Date(span.from + dayMs)), dateOf(new Date(span.to + dayMs)), labelsShown);
  return days.map(({ day, label }, nth) => ({ at: Date.parse(day), label, minor: nth % 2 === 1 }));
}

/** `14:00`; at midnight the day that begins. */
const hourName = (ms: number) =>
  ms % dayMs === 0 ? dayOfYear(new Date(ms)) : new Date(ms).toISOString().slice(11, 16);
