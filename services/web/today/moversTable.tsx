import { nameOf, number, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import { type Mover, weekDays } from './movers.ts';

interface MoversProps {
  movers: Mover[];
  /** Whether feeds came or went meanwhile. */
  gatheringChanged: boolean;
}

/** Entities whose volume or sentiment moved against their month. */
export function Movers({ movers, gatheringChanged }: MoversProps) {
  return (
    <section class="movers" aria-labelledby="movers">
      <h2 id="movers" class="kicker">
        {say('Movers of the week')}
      </h2>
      {movers.length === 0 ? (
        <p>{say('No entity has been counted in the last five weeks yet.')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Entity')}</th>
              <th scope="col">{say('Five weeks')}</th>
              <th scope="col" class="number">
                {say('This week')}
              </th>
              <th scope="col" class="number">
                {say('Sentiment')}
              </th>
            </tr>
          </thead>
          <tbody>
            {movers.map((mover) => (
              <Row mover={mover} />
            ))}
          </tbody>
        </table>
      )}
      <p class="hint">
        {movers.length > 0 && !movers.some(hasMoved) && (
          <>{say('Nothing moved by more than chance gives; these were written of most.')} </>
        )}
        {say(
          'The last seven days against the 28 before: what moved by more than chance gives comes first, then what was written of most. Small figures are those of a usual week. Places, copies and off-topic articles are left out.',
        )}{' '}
        {gatheringChanged && <>{say('What is gathered changed in these weeks, which moves numbers too.')} </>}
        <a href="/entities">{say('All entities')}</a>
      </p>
    </section>
  );
}

const hasMoved = ({ volume, sentiment }: Mover) => volume !== 'usual' || sentiment !== 'same';

const volumeWords = { more: 'more than usual', less: 'less than usual' } as const;
const turnWords = { better: 'turned better', worse: 'turned worse' } as const;

function Row({ mover }: { mover: Mover }) {
  const { id, articles, usual, volume, mean, before, sentiment } = mover;
  return (
    <tr>
      <th scope="row">
        <a href={entityAddress(id)}>{nameOf(mover)}</a>
        {volume !== 'usual' && <span class="under moved">{say(volumeWords[volume])}</span>}
      </th>
      <td>
        <Days mover={mover} />
      </td>
      <td class="number">
        {number(articles)}
        <span class="under">{number(usual, 1)}</span>
      </td>
      <td class="number">
        <MeanSentiment mean={mean} />
        <span class={sentiment === 'same' ? 'under' : 'under moved'}>
          {before === null ? '–' : scoreText(before)}
          {sentiment !== 'same' && ` ${say(turnWords[sentiment])}`}
        </span>
      </td>
    </tr>
  );
}

const drawn = { step: 2, height: 22 };

/** Articles a day, the week in ink. */
function Days({ mover: { days, articles, usual, ...entity } }: { mover: Mover }) {
  const most = Math.max(...days, 1);
  const width = days.length * drawn.step;
  const label = say('{name}: {n} articles in a week, {usual} in a usual one', {
    ...{ name: nameOf(entity), n: articles, usual: number(usual, 1) },
  });
  return (
    <svg
      class="spark"
      role="img"
      viewBox={`0 0 ${width} ${drawn.height}`}
      width={width}
      height={drawn.height}
    >
      <title>{label}</title>
      <line x1="0" x2={width} y1={drawn.height - 0.5} y2={drawn.height - 0.5} />
      {days.map((count, day) => {
        const tall = Math.round((count / most) * (drawn.height - 2) * 10) / 10;
        if (count === 0) return null;
        return (
          <rect
            class={day >= days.length - weekDays ? 'recent' : undefined}
            x={day * drawn.step}
            width={drawn.step - 0.5}
            y={drawn.height - 1 - tall}
            height={tall}
          />
        );
      })}
    </svg>
  );
}
