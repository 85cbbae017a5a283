import { type ChartParameters, chartAddress } from '../charts/takeChart.tsx';
import { Say, say } from '../language/say.tsx';

interface EmbedProps {
  parameters: ChartParameters;
  title: string;
  /** Where the reader has these pages. */
  origin: string;
}

/** Markup for pages of others. */
export function Embed({ parameters, title, origin }: EmbedProps) {
  const frame = origin + chartAddress('/embed/trends', parameters);
  const picture = origin + chartAddress('/charts/series.svg', parameters);
  return (
    <details class="embed" id="embed">
      <summary>{say('Put this chart on another page')}</summary>
      <Code
        id="embed-frame"
        label={say('A live chart, in a frame')}
        code={`<iframe src="${escaped(frame)}" title="${escaped(title)}" width="100%" height="560" loading="lazy"></iframe>`}
      />
      <Code
        id="embed-picture"
        label={say('A picture that is made anew each time')}
        code={`<img src="${escaped(picture)}" alt="${escaped(title)}" width="100%">`}
      />
      <p class="hint">
        <Say
          sentence="Both show to others only where everybody may read this Chipwire: {setting}. Otherwise take the SVG or PNG file."
          setting={<code>CHIPWIRE_READING=public</code>}
        />
      </p>
    </details>
  );
}

const Code = ({ id, label, code }: { id: string; label: string; code: string }) => (
  <div class="field">
    <label for={id}>{label}</label>
    <textarea id={id} rows={3} readonly spellcheck={false} lang="en">
      {code}
    </textarea>
    <button type="button" class="small" data-copy={id} data-copied={say('Copied.')} hidden>
      {say('Copy')}
    </button>
  </div>
);

/** As it must stand between quotes. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
