import type { CoverageMark } from '../../api/series.ts';
import { nextPeriod } from '../../search/series/periods.ts';
import { counted, number, percent, type Sentence, say } from '../language/say.tsx';
import { scoreText } from '../parts/sentiment.tsx';
import { type Drawn, type Frame, frameOf, type Size } from './frame.ts';
import { widthOf } from './lineEnds.ts';
import { meanPanel } from './meanPanel.ts';
import { marksOf, type Note, type PlacedNote, placed } from './notes.ts';
import { periodName, timeTicks } from './time.ts';
import { volumePanel } from './volumePanel.ts';

const rowHeight = 20;
const axisHeight = 24;

interface DrawingProps extends Drawn {
  notes: readonly Note[];
  size: Size;
  /** Says what each period holds where the pointer rests on it. */
  told?: boolean;
}

/** Heights of the parts of a drawing, from the top down. */
interface Layout {
  frame: Frame;
  placed: PlacedNote[];
  strip: number;
  volume: number;
  meanHead: number;
  mean: number;
  axis: number;
  height: number;
}

export function layoutOf(drawn: Drawn, notes: readonly Note[], name: Size): Layout {
  const frame = frameOf(drawn, name);
  const shown = placed(notes, frame);
  const { text, volume, mean } = frame.size;
  const strip = text + 10;
  const volumeTop = strip + rowHeight * Math.max(0, ...shown.map(({ row }) => row + 1));
  const meanHead = volumeTop + volume + 26;
  const meanTop = meanHead + 10;
  const axis = meanTop + mean;
  return {
    ...{ frame, placed: shown, strip, volume: volumeTop, meanHead, mean: meanTop, axis },
    height: axis + axisHeight,
  };
}

/** The inside of a chart: how much was written, and below it how. */
export function Drawing({ notes, size, told = false, ...drawn }: DrawingProps) {
  const layout = layoutOf(drawn, notes, size);
  const { frame } = layout;
  return (
    <>
      <text font-weight="600" fill="var(--ink)" x="0" y={frame.size.text}>
        {volumeHead(drawn)}
      </text>
      <text font-weight="600" fill="var(--ink)" x="0" y={layout.meanHead}>
        {meanHead(drawn)}
      </text>
      <Spans {...layout} />
      <Markup y={layout.volume} markup={volumePanel(drawn, frame)} />
      <Markup y={layout.mean} markup={meanPanel(drawn, frame)} />
      <Coverage marks={marksOf(drawn.series)} {...layout} />
      <Notes {...layout} />
      <TimeAxis {...layout} />
      {told && <Columns {...drawn} {...layout} />}
    </>
  );
}

const heads: Record<Drawn['count'], Record<Drawn['by'], Sentence>> = {
  articles: { day: 'Articles a day', week: 'Articles a week', month: 'Articles a month' },
  stories: { day: 'Stories a day', week: 'Stories a week', month: 'Stories a month' },
};

function volumeHead({ count, by, show, series }: Drawn): string {
  if (show === 'articles') return say(heads[count][by]);
  return series.every(({ shareOf }) => shareOf === 'all')
    ? say('Share of all coverage')
    : say('Share of its own coverage');
}

const meanHead = ({ series }: Drawn) =>
  series.length > 1 ? say('Mean sentiment') : say('Mean sentiment, with its 95% interval');

const Markup = ({ y, markup }: { y: number; markup: string }) => (
  <g transform={`translate(0,${y})`} dangerouslySetInnerHTML={{ __html: markup }} />
);

const dayMs = 86_400_000;
const tenth = (pixels: number) => Math.round(pixels * 10) / 10;

/** The days of bursts, behind everything. */
const Spans = ({ frame, placed: notes, volume }: Layout) => (
  <g class="spans" fill="var(--ink)" fill-opacity="0.08">
    {notes.map(({ note, x }) => {
      if (note.is === 'event') return null;
      const wide = Math.max(4, frame.x(Date.parse(note.to) + dayMs) - frame.x(Date.parse(note.from)));
      const left = Math.max(0, Math.min(x - wide / 2, frame.right - wide));
      return <rect x={tenth(left)} y={volume} width={tenth(wide)} height={frame.size.volume} />;
    })}
  </g>
);

/** Numbers and letters, each with a line down to what it is about. */
const Notes = ({ placed: notes, strip, volume, axis, frame }: Layout) => (
  <g class="notes" font-weight="600">
    {notes.map(({ note, x, row }) => {
      const y = strip + row * rowHeight + rowHeight / 2;
      return (
        <g>
          <line
            {...{ x1: tenth(x), x2: tenth(x), y1: y + 8 }}
            y2={note.is === 'event' ? axis : volume + frame.size.volume}
            stroke="var(--soft)"
            stroke-opacity="0.6"
            stroke-dasharray={note.is === 'event' ? '2 3' : undefined}
          />
          {note.is === 'event' ? (
            <circle cx={tenth(x)} cy={y} r="8.5" fill="var(--ground)" stroke="var(--soft)" />
          ) : (
            <rect x={tenth(x - 8)} y={y - 8} width="16" height="16" fill="var(--ink)" />
          )}
          <text
            x={tenth(x)}
            y={y + 4}
            text-anchor="middle"
            font-size="11"
            fill={note.is === 'event' ? 'var(--ink)' : 'var(--ground)'}
          >
            {note.key}
          </text>
        </g>
      );
    })}
  </g>
);

/** Where what is gathered changed: diamonds on the axis. */
const Coverage = ({ marks, frame, volume }: Layout & { marks: CoverageMark[] }) => {
  const y = volume + frame.size.volume - 1;
  const within = (ms: number) => Math.min(Math.max(frame.x(ms), 5), frame.right - 5);
  return (
    <g class="coverage" fill="var(--focus)" stroke="var(--focus)">
      {marks.map(({ day, until }) => {
        const [from, to] = [within(Date.parse(day)), within(Date.parse(until) + dayMs)].map(tenth);
        return (
          <>
            {until !== day && <line x1={from} x2={to} y1={y} y2={y} stroke-width="3" />}
            <path d={`M${from},${y - 5}l5,5l-5,5l-5,-5z`} stroke="var(--ground)" />
          </>
        );
      })}
    </g>
  );
};

function TimeAxis({ frame, axis }: Layout) {
  const [start, end] = frame.domain.map((ms) => new Date(ms).toISOString().slice(0, 10));
  return (
    <g class="when" fill="var(--soft)" stroke="none">
      {timeTicks(start!, end!, frame.size.ticks).map(({ day, label, plain }, at, ticks) => {
        const x = tenth(frame.x(Date.parse(day)));
        const next = ticks[at + 1];
        const room = next ? frame.x(Date.parse(next.day)) - x - between : frame.size.width - x;
        const fitting = [label, plain].find((words) => widthOf(words) * frame.size.text * letter <= room);
        return (
          <>
            <line x1={x} x2={x} y1={axis} y2={axis + 6} stroke="var(--soft)" />
            {fitting && (
              <text x={x} y={axis + 19}>
                {fitting}
              </text>
            )}
          </>
        );
      })}
    </g>
  );
}

/** How wide a Latin letter is at most, of its height, and pixels between two labels. */
const letter = 0.6;
const between = 4;

/** Beyond so many periods a column is narrower than a pointer can aim. */
const mostColumns = 800;

/** Catches the pointer over the whole height of a period: a bar of one article is too low to hit. */
function Columns({ frame, height, ...drawn }: Drawn & Layout) {
  if (frame.periods.length > mostColumns) return null;
  return (
    <g class="columns" fill="transparent">
      {frame.periods.map((period, at) => {
        const [from, to] = [frame.x(Date.parse(period)), frame.x(Date.parse(nextPeriod(period, drawn.by)))];
        return (
          <rect x={tenth(from)} y="0" width={tenth(to - from)} height={height - axisHeight}>
            <title>{toldOf(drawn, frame, at)}</title>
          </rect>
        );
      })}
    </g>
  );
}

/** `March 2024: 12 articles, 3.4% of all, mean sentiment −0.12` */
function toldOf({ series, names, by, count }: Drawn, { periods, unfinished }: Frame, at: number): string {
  const name = periodName(periods[at]!, by);
  const head = unfinished && at === periods.length - 1 ? say('{period}, so far', { period: name }) : name;
  const noun = count === 'stories' ? 'story' : 'article';
  const lines = series.map(({ points }, nth) => {
    const { volume, share, meanSentiment } = points[at]!;
    const parts = [
      counted(volume, noun),
      ...(share !== null && share < 1 ? [say('{share} of all', { share: percent(share) })] : []),
      ...(meanSentiment === null ? [] : [say('mean sentiment {score}', { score: scoreText(meanSentiment) })]),
    ].join(' · ');
    return series.length > 1 ? `${number(nth + 1)} ${names[nth]}: ${parts}` : parts;
  });
  return [head, ...lines].join('\n');
}
