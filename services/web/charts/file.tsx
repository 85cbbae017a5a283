import type { Trends } from '../../api/askedTrends.ts';
import { counted, number, say } from '../language/say.tsx';
import { colourOf, dashOf } from './colours.ts';
import { Drawing, layoutOf } from './drawing.tsx';
import { type Drawn, fewArticles } from './frame.ts';
import { fitted } from './lineEnds.ts';
import { marksOf, type Note, notesOf } from './notes.ts';
import { coloured, type FileScheme } from './palette.ts';
import { daysName, isUnfinished, longDay } from './time.ts';

interface FileProps extends Drawn {
  trends: Trends;
  title: string;
  /** The queries behind it. */
  asked: string;
  /** Where the chart was made, such as https://news.example.com. */
  origin: string;
  scheme: FileScheme;
  /** What these pages say of all that is on them. */
  notice?: string | undefined;
}

const margin = 24;
const head = 76;
const lineHeight = 18;
const lettersWide = 150;
const fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";

/** A chart as an SVG file for a report: with title, legend, what it shows and where it is from, and its colours in it. */
export function chartFile({ trends, title, asked, origin, scheme, notice, ...drawn }: FileProps): string {
  const notes = notesOf(drawn.series, []);
  const { frame, height } = layoutOf(drawn, notes, 'wide');
  const legend = drawn.series.length > 1 ? drawn.series.length * lineHeight + 10 : 0;
  const lines = [
    ...notes.flatMap(burstLine),
    ...signLines(drawn),
    ...sourceLines({ trends, asked, origin, notice, now: drawn.now }),
  ];
  const width = frame.size.width + 2 * margin;
  const foot = head + height + legend + 14;
  const tall = foot + lines.length * 16 + margin;
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${tall}`}
      width={width}
      height={tall}
      font-family={fonts}
      font-size={frame.size.text}
      fill="var(--soft)"
      role="img"
      aria-labelledby="title"
    >
      <title id="title">{title}</title>
      <rect width={width} height={tall} fill="var(--ground)" />
      <text x={margin} y="32" font-size="19" font-weight="600" fill="var(--ink)">
        {fitted(title, 88)}
      </text>
      <text x={margin} y="52">
        {daysName(trends.from, trends.to)}
      </text>
      <g transform={`translate(${margin},${head})`}>
        <Drawing {...drawn} notes={notes} size="wide" />
      </g>
      {legend > 0 && (
        <g transform={`translate(${margin},${head + height + 14})`}>
          {drawn.names.map((name, at) => (
            <FileLegend name={name} at={at} />
          ))}
        </g>
      )}
      {lines.map((line, at) => (
        <text x={margin} y={foot + 12 + at * 16} font-size="11">
          {line}
        </text>
      ))}
    </svg>
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${coloured(String(svg), scheme)}\n`;
}

const FileLegend = ({ name, at }: { name: string; at: number }) => (
  <>
    <line
      {...{ x1: 0, x2: 34, y1: at * lineHeight, y2: at * lineHeight }}
      stroke={colourOf(at)}
      stroke-width="2.5"
      stroke-dasharray={dashOf(at)}
    />
    <text x="42" y={at * lineHeight + 4} fill="var(--ink)">
      {`${at + 1} ${fitted(name, 110)}`}
    </text>
  </>
);

/** What the letters on the chart stand for. */
function burstLine(note: Note): string[] {
  if (note.is === 'event') return [];
  const { from, to, articles, expected, story } = note.burst;
  const told = say('{days}: {articles} where {expected} are usual', {
    ...{ days: daysName(from, to), articles: counted(articles, 'article') },
    expected: number(expected, expected < 10 ? 1 : 0),
  });
  return [fitted([`${note.key}  ${told}`, ...(story ? [story.headline] : [])].join(' · '), lettersWide)];
}

function signLines({ series, now, by, timeZone }: Drawn): string[] {
  const last = series[0]?.points.at(-1)?.period;
  return [
    [
      ...(last && isUnfinished(last, by, now, timeZone) ? [say('Outlined or faint: not over yet.')] : []),
      ...(marksOf(series).length > 0 ? [say('◆ What is gathered changed.')] : []),
      say('Pale sentiment: fewer than {n} articles.', { n: fewArticles }),
      say('Copies and off-topic articles are left out unless asked for.'),
    ].join(' '),
  ];
}

type SourceProps = Pick<FileProps, 'trends' | 'asked' | 'origin' | 'notice' | 'now'>;

/** Where the chart is from, so that whoever sees it can make it again. */
function sourceLines({ trends, asked, origin, notice, now }: SourceProps): string[] {
  const { method } = trends;
  const taggers = [...new Set(method.taggedWith.map(({ taggerVersion }) => taggerVersion ?? '–'))];
  return [
    fitted(say('Source: Chipwire, {origin}. Asked: {asked}', { origin, asked }), lettersWide),
    ...(notice ? [fitted(notice, lettersWide)] : []),
    say('Tagger version {versions}. Made on {day}.', {
      versions: taggers.slice(0, 4).join(', ') || '–',
      day: longDay(now.toISOString().slice(0, 10)),
    }),
  ];
}
