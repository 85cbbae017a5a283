import type { Mention, NamedEntity } from '../../../db/tags.ts';
import { counted, Say, say } from '../language/say.tsx';
import { type Label, scoreText } from '../parts/sentiment.tsx';
import { cutAtMentions } from './marks.ts';

export type Names = ReadonlyMap<string, Pick<NamedEntity, 'name' | 'nameZh'>>;

interface MarkedProps {
  text: string;
  mentions: Mention[];
  /** Where mentions were corrected, by `placeOf`. */
  corrected: ReadonlySet<string>;
  /** Where `text` begins in the field that the mentions' offsets count in. */
  offset?: number;
}

/** A text with its mentions marked; each mark leads to the note that says the sentiment and what decided it. */
export function Marked({ text, mentions, corrected, offset = 0 }: MarkedProps) {
  return (
    <>
      {cutAtMentions(text, mentions, offset).map((stretch) => {
        const [first] = stretch.mentions;
        if (!first) return stretch.text;
        const place = placeOf(first);
        const label = labelOf(stretch.mentions);
        return (
          <a
            id={first.startsAt >= offset ? `at-${place}` : undefined}
            class={`mark ${label}${stretch.mentions.some((each) => corrected.has(placeOf(each))) ? ' corrected' : ''}`}
            href={`#why-${place}`}
            title={stretch.mentions.length === 1 ? `${say(label)} ${scoreText(first.score)}` : say(label)}
          >
            {stretch.text}
          </a>
        );
      })}
    </>
  );
}

/** Where a mention stands, for ids of elements: `345`, in the title `t0`. */
export const placeOf = ({ field, startsAt }: Pick<Mention, 'field' | 'startsAt'>): string =>
  `${field === 'title' ? 't' : ''}${startsAt}`;

/** Overlapping mentions of different mood are nobody's mood. */
function labelOf(mentions: Mention[]): Label | 'mixed' {
  const labels = new Set(mentions.map((mention) => mention.label));
  return labels.size === 1 ? (mentions[0]?.label ?? 'neutral') : 'mixed';
}

const Sample = ({ label }: { label: Label }) => <span class={`mark ${label}`}>{say(label)}</span>;

interface LegendProps {
  /** Whether any tag was corrected. */
  corrected: boolean;
  /** How many mentions are marked, where these are not all. */
  first: number | undefined;
}

/** How the marks are to be read. */
export const MarkLegend = ({ corrected, first }: LegendProps) => (
  <p class="marks-legend hint">
    <Say
      sentence="Marked by machine, by the sentiment towards the one named: {positive}, {neutral}, {negative}. Open a mark to see what decided it."
      positive={<Sample label="positive" />}
      neutral={<Sample label="neutral" />}
      negative={<Sample label="negative" />}
    />
    {corrected && (
      <>
        {' '}
        <Say
          sentence="{double}: a reader says that the tag is wrong."
          double={<span class="mark neutral corrected">{say('Double line')}</span>}
        />
      </>
    )}
    {first !== undefined &&
      ` ${say('Only the first {mentions} are marked.', { mentions: counted(first, 'mention') })}`}
  </p>
);
