import type { ListedCorrection } from '../../../db/corrections.ts';
import type { Mention } from '../../../db/tags.ts';
import { sentenceAround } from '../../corrections/corrections.ts';
import { listed, nameOf, number, Say, say } from '../language/say.tsx';
import { addressOf, articleAddress, entityAddress } from '../layout/address.ts';
import { Sentiment } from '../parts/sentiment.tsx';
import { CorrectionSaid } from './corrections.tsx';
import { tellingCues } from './cues.ts';
import { type Names, placeOf } from './marked.tsx';
import { cutAtMentions, piecesOf } from './marks.ts';

/** What notes tell of, and what they need for it. */
export interface Noted {
  article: {
    id: number;
    title: string;
    text: string;
    language: string;
    taggerVersion: string | null;
    listVersion: string | null;
  };
  names: Names;
  corrections: readonly ListedCorrection[];
  /** Whether the reader may say that a tag is wrong, or become somebody who may. */
  mayCorrect: boolean;
}

/**
 * A note for each mark of some texts: whom it was taken for, the sentiment, and what decided both. A note shows when its
 * mark is opened: by the script as a popover, without it as the target of the mark's link; on paper, those that judge do.
 */
export function Notes({ mentions, ...noted }: Noted & { mentions: Mention[] }) {
  const { title, text } = noted.article;
  const inField = (field: Mention['field']) => mentions.filter((mention) => mention.field === field);
  const stretches = [...cutAtMentions(title, inField('title')), ...cutAtMentions(text, inField('text'))];
  const marked = stretches.filter((stretch) => stretch.mentions.length > 0);
  if (marked.length === 0) return null;
  return (
    <div class="notes">
      {marked.map((stretch) => (
        <Note {...noted} mentions={stretch.mentions} />
      ))}
    </div>
  );
}

function Note({ mentions, ...noted }: Noted & { mentions: Mention[] }) {
  const place = placeOf(mentions[0]!);
  const judges = mentions.some(({ label }) => label !== 'neutral');
  const { taggerVersion, listVersion } = noted.article;
  return (
    <div
      class={judges ? 'note judges' : 'note'}
      id={`why-${place}`}
      role="dialog"
      aria-label={mentions.map(({ entityId, words }) => nameIn(noted.names, entityId, words)).join(', ')}
      tabindex={-1}
      popover="auto"
    >
      {mentions.map((mention) => (
        <WhyTagged {...noted} mention={mention} />
      ))}
      <p class="note-foot">
        <span class="hint">
          {say('Tagger {tagger}, entity list {list}', {
            tagger: taggerVersion ?? '–',
            list: listVersion?.slice(0, 8) ?? '–',
          })}
        </span>
        <a class="close" href={`#at-${place}`}>
          {say('Close')}
        </a>
      </p>
    </div>
  );
}

const nameIn = (names: Names, entityId: string, words: string): string => {
  const entity = names.get(entityId);
  return entity ? nameOf(entity) : words;
};

/** So much of a long sentence stands on either side of the name. */
const sentenceShown = 300;

/** The same for mentions in a text that is not shown. @param quoted whether sentences of it may be */
export function UnseenMentions({
  mentions,
  quoted: mayQuote,
  ...noted
}: Noted & { mentions: Mention[]; quoted: boolean }) {
  if (mentions.length === 0) return null;
  return (
    <details class="unseen">
      <summary>
        {say('Mentions in the text, and what decided each ({n})', { n: number(mentions.length) })}
      </summary>
      {mentions.map((mention) => (
        <WhyTagged {...noted} mention={mention} unquoted={!mayQuote} />
      ))}
    </details>
  );
}

type WhyProps = Noted & { mention: Mention; unquoted?: boolean };

/** One mention: who, how, and why. */
function WhyTagged({ mention, article, names, corrections, mayCorrect, unquoted }: WhyProps) {
  const { entityId, words, score, label, reason } = mention;
  const { name = '', nameZh } = names.get(entityId) ?? {};
  const cues = tellingCues(mention.cues, [words, name, nameZh ?? '']);
  const own = corrections.filter((each) => each.entityId === entityId && placeOf(each) === placeOf(mention));
  return (
    <div class="why">
      <p class="whom">
        <a href={entityAddress(entityId)}>{nameIn(names, entityId, words)}</a>{' '}
        <Sentiment score={score} label={label} />
      </p>
      {!unquoted && <MarkedSentence mention={{ ...mention, cues }} article={article} />}
      <p>
        {cues.length > 0
          ? say('Decided by {words}', { words: quoted(cues) })
          : mention.cues.length > 0
            ? say('No single word decided it.')
            : say('No word of judgement found.')}
      </p>
      {reason && (
        <p>
          <Say sentence="Taken for it by: {reason}" reason={<span lang="en">{reason}</span>} />
        </p>
      )}
      {own.map((correction) => (
        <p class="corrected-to">
          <CorrectionSaid correction={correction} />
        </p>
      ))}
      {mayCorrect && (
        <p class="wrong">
          <a href={correctionAddress(article.id, mention)} rel="nofollow">
            {say('This tag is wrong')}
          </a>
        </p>
      )}
    </div>
  );
}

/** Where a correction of a mention is made. */
const correctionAddress = (
  id: number,
  { field, startsAt, entityId }: Pick<Mention, 'field' | 'startsAt' | 'entityId'>,
): string =>
  addressOf(`${articleAddress(id)}/corrections/new`, { field, start: String(startsAt), entity: entityId });

/** The sentence with the name in bold and the words that decided marked. */
export function MarkedSentence({
  mention,
  article,
}: {
  mention: Mention;
  article: { title: string; text: string; language: string };
}) {
  const { sentence, at } = sentenceAround(mention, article, sentenceShown);
  return (
    <blockquote lang={article.language}>
      {piecesOf(sentence, at, mention.words, mention.cues).map(({ text, kind }) => {
        if (kind === 'named') return <strong>{text}</strong>;
        return kind === 'cue' ? <mark>{text}</mark> : text;
      })}
    </blockquote>
  );
}

/** `“curbs” and “ban”` */
const quoted = (cues: readonly string[]): string => listed(cues.map((cue) => `“${cue}”`));
