import { say } from '../language/say.tsx';

export type Label = 'negative' | 'neutral' | 'positive';

/** Shapes, so that nobody has to tell colours apart. */
export const signs = { negative: '▼', neutral: '●', positive: '▲' } as const;

/** As far as the tagger's neutral scores reach, so that a mean of neutral mentions reads neutral. */
const neutralBand = { from: -0.13, to: 0.16 };

/** The label of a mean; single articles and mentions have one of their own. */
export function labelOfMean(mean: number): Label {
  // Of the number as it is shown: −0.129 and −0.131 both read −0.13.
  const shown = Number(mean.toFixed(2));
  return shown > neutralBand.to ? 'positive' : shown < neutralBand.from ? 'negative' : 'neutral';
}

/** Labels come from the database as text. */
export const asLabel = (label: string): Label =>
  label === 'negative' || label === 'positive' ? label : 'neutral';

/** `+0.42`, `−0.42` or `0.00` */
export function scoreText(score: number): string {
  const size = Math.abs(score).toFixed(2);
  if (Number(size) === 0) return '0.00';
  return `${score < 0 ? '−' : '+'}${size}`;
}

/** The shape alone; whoever shows it says the word as well. */
export const Sign = ({ label }: { label: Label }) => (
  <span class="sign" aria-hidden="true">
    {signs[label]}
  </span>
);

/** Sign, word and score: `▼ negative −0.42`. */
export function Sentiment({ score, label }: { score: number; label: Label }) {
  return (
    <span class={`sentiment ${label}`}>
      <Sign label={label} /> {say(label)} <span class="score">{scoreText(score)}</span>
    </span>
  );
}

/** A mean as sign and score, the word for those who can't see the sign; a dash where there is nothing to average. */
export function MeanSentiment({ mean }: { mean: number | null }) {
  if (mean === null) return <span class="none">–</span>;
  const label = labelOfMean(mean);
  return (
    <span
      class={`sentiment ${label}`}
      title={say('mean sentiment {score}, {label}', { score: scoreText(mean), label: say(label) })}
    >
      <Sign label={label} />
      <span class="hidden">{say(label)}</span> <span class="score">{scoreText(mean)}</span>
    </span>
  );
}
