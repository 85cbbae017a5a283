import type { Mention, NamedEntity } from '../../../db/tags.ts';
import { entityAddress } from '../layout/address.ts';
import { type Label, scoreText } from '../parts/sentiment.tsx';
import { cutAtMentions } from './marks.ts';

export type Names = ReadonlyMap<string, NamedEntity>;

interface MarkedProps {
  text: string;
  mentions: Mention[];
  names: Names;
  /** Where `text` begins in the field that the mentions' offsets count in. */
  offset?: number;
}

/** A text with its mentions marked; each mark leads to its entity and says the sentiment and what decided it. */
export function Marked({ text, mentions, names, offset = 0 }: MarkedProps) {
  return (
    <>
      {cutAtMentions(text, mentions, offset).map((stretch) => {
        const [first] = stretch.mentions;
        if (!first) return stretch.text;
        return (
          <mark
            class={labelOf(stretch.mentions)}
            title={stretch.mentions.map((m) => why(m, names)).join('\n')}
          >
            <a href={entityAddress(first.entityId)}>{stretch.text}</a>
          </mark>
        );
      })}
    </>
  );
}

/** Overlapping mentions of different mood are nobody's mood. */
function labelOf(mentions: Mention[]): Label | 'mixed' {
  const labels = new Set(mentions.map((mention) => mention.label));
  return labels.size === 1 ? (mentions[0]?.label ?? 'neutral') : 'mixed';
}

/** `Nvidia: negative −0.60 because of “curbs”, “ban”` */
function why({ entityId, words, label, score, cues, reason }: Mention, names: Names): string {
  const name = names.get(entityId)?.name ?? words;
  const told = `${name}: ${label} ${scoreText(score)}`;
  const judged =
    cues.length > 0 ? `${told} because of ${quoted(cues)}` : `${told}, no word of judgement found`;
  return reason ? `${judged}; taken for it by ${reason}` : judged;
}

export const quoted = (cues: string[]) => cues.map((cue) => `“${cue}”`).join(', ');

const Sample = ({ label }: { label: Label }) => (
  <mark class={label}>
    <span>{label}</span>
  </mark>
);

/** How the marks are to be read. */
export const MarkLegend = () => (
  <p class="legend hint">
    Marked: <Sample label="positive" />, <Sample label="neutral" />, <Sample label="negative" /> towards the
    entity named, as tagged by machine.
  </p>
);
