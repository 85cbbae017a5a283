import type { Series } from '../../api/series.ts';
import type { Unit } from '../../search/series/periods.ts';
import { Drawing, layoutOf } from './drawing.tsx';
import type { Drawn, Size } from './frame.ts';
import { Legend } from './legend.tsx';
import { NoteList } from './noteList.tsx';
import { type ChartEvent, type Note, notesOf } from './notes.ts';

export { fewArticles } from './frame.ts';
export type { ChartEvent };

interface TimelineProps {
  /** Distinguishes charts on one page. */
  id: string;
  title: string;
  /** What the chart shows, in sentences, for those who can't see it. */
  description: string;
  /** On one axis of time; one is drawn as bars, several as lines. */
  series: readonly Series[];
  /** What the series are called; as they call themselves when left out. */
  names?: readonly string[];
  by: Unit;
  count?: 'articles' | 'stories';
  show?: 'articles' | 'share';
  events?: readonly ChartEvent[];
  /** Where a span chosen on it leads, `after` and `before` added; to the same page when left out. */
  chooses?: string;
  now: Date;
  /** Decides where days begin; UTC when left out. */
  timeZone?: string;
}

/**
 * Volume over time and below it mean sentiment with its 95% interval; events, bursts and changes of coverage are marked
 * and listed below. Drawn for wide and for narrow screens, of which the stylesheet shows one. With the script `chart` on the
 * page, a span of it can be chosen.
 */
export function Timeline({ id, title, description, events = [], names, chooses, ...of }: TimelineProps) {
  const { series, by, count = 'articles', show = 'articles' } = of;
  const drawn: Drawn = { ...of, names: names ?? series.map(({ name }) => name), count, show };
  const notes = notesOf(series, events);
  const { domain } = layoutOf(drawn, notes, 'wide').frame;
  const [from, before] = domain.map((ms) => new Date(ms).toISOString().slice(0, 10));
  return (
    <figure class="chart" data-from={from} data-before={before} data-by={by} data-chooses={chooses}>
      <Picture {...{ id, title, description, drawn, notes }} size="wide" />
      <Picture {...{ id, title, description, drawn, notes }} size="narrow" />
      {series.length > 1 && <Legend {...drawn} />}
      <NoteList {...{ series, by, notes }} />
    </figure>
  );
}

type PictureProps = Pick<TimelineProps, 'id' | 'title' | 'description'> & {
  drawn: Drawn;
  notes: Note[];
  size: Size;
};

function Picture({ id, title, description, drawn, notes, size }: PictureProps) {
  const { frame, height } = layoutOf(drawn, notes, size);
  const [titleId, aboutId] = [`${id}-${size}`, `${id}-${size}-about`];
  return (
    <svg
      class={`drawn ${size}-drawn`}
      role="img"
      aria-labelledby={titleId}
      aria-describedby={aboutId}
      viewBox={`0 0 ${frame.size.width} ${height}`}
      font-size={frame.size.text}
      data-right={frame.right}
    >
      <title id={titleId}>{title}</title>
      <desc id={aboutId}>{description}</desc>
      <Drawing {...drawn} notes={notes} size={size} told={size === 'wide'} />
    </svg>
  );
}
