import type { StoryFacts, StoryMoment } from '../../../db/storyPages.ts';
import type { Reasons } from '../../cluster/store.ts';
import { addressOf, articleAddress, entityAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { eventName } from '../parts/events.tsx';
import { Sentiment } from '../parts/sentiment.tsx';
import { Clock, ShortDay } from '../parts/times.tsx';
import { counted, duration } from '../parts/words.ts';

type Copy = StoryFacts['copies'][number];

interface TimelineProps {
  moments: StoryMoment[];
  facts: Pick<StoryFacts, 'first' | 'copies' | 'entities'>;
}

/** A story's own texts, earliest first, each with its copies and with what it shares with an earlier one. */
export function Timeline({ moments, facts }: TimelineProps) {
  const publishers = new Map(
    [facts.first, ...moments, ...facts.copies].map(({ id, publisher }) => [id, publisher]),
  );
  const names = new Map(facts.entities.map(({ id, name }) => [id, name]));
  return (
    <ol class="articles timeline">
      {moments.map((moment) => (
        <li>
          <article>
            <div>
              <h3>
                <a href={articleAddress(moment.id)} lang={moment.language}>
                  {moment.title}
                </a>
              </h3>
              <Source moment={moment} />
              <Why link={moment.link} {...{ publishers, names }} />
              <Copies copies={facts.copies.filter(({ original }) => original === moment.id)} />
            </div>
            <p class="overall">
              {moment.sentimentScore !== null && moment.sentimentLabel !== null && (
                <Sentiment score={moment.sentimentScore} label={moment.sentimentLabel} />
              )}
            </p>
          </article>
        </li>
      ))}
    </ol>
  );
}

function Source({ moment }: { moment: StoryMoment }) {
  const { publishedAt, minutesAfterFirst, publisher, language, link } = moment;
  return (
    <p class="source">
      <strong>{link === null && minutesAfterFirst === 0 ? 'first' : later(minutesAfterFirst)}</strong>
      <ShortDay at={publishedAt} />
      <Clock at={publishedAt} />
      <a href={addressOf('/search', { publisher })}>{publisher}</a>
      <LanguageMark language={language} />
    </p>
  );
}

const later = (minutes: number) => (minutes < 1 ? 'at the same time' : `+${duration(minutes * 60)}`);

interface WhyProps {
  link: StoryMoment['link'];
  /** Of the articles that may be named, by id. */
  publishers: ReadonlyMap<number, string>;
  /** Of entities, by id. */
  names: ReadonlyMap<string, string>;
}

/** Why an article is in the story: how sure that is, and what it shares with an earlier one. */
function Why({ link, publishers, names }: WhyProps) {
  if (!link) return null;
  const { ruled, daysApart, ...shared } = link.reasons as Partial<Reasons>;
  return (
    <p class="why">
      {ruled
        ? 'Put by hand with '
        : `${sureness(link.score)} (${link.score.toFixed(2)}) the same happening as `}
      <a href={articleAddress(link.toId)}>{publishers.get(link.toId) ?? 'an earlier article'}</a>
      {daysApart !== undefined && `, ${apart(daysApart)} before`}
      <SharedEntities ids={shared.entities ?? []} names={names} />
      <SharedWords kind="names" words={shared.names} />
      <SharedWords kind="words" words={shared.words} />
      <SharedWords kind="numbers" words={shared.numbers?.map(numberName)} />
      <SharedWords
        kind="events"
        words={shared.events?.map(({ type, day }) => `${eventName(type)} (${day})`)}
      />
    </p>
  );
}

/** How sure a score is that two articles are about one happening, in words. */
function sureness(score: number): string {
  if (score >= 0.9) return 'Almost certainly';
  if (score >= 0.7) return 'Very likely';
  if (score >= 0.5) return 'Probably';
  return 'Perhaps';
}

const apart = (days: number) => duration(Math.round(days * 1440) * 60);

function SharedEntities({ ids, names }: { ids: string[]; names: WhyProps['names'] }) {
  if (ids.length === 0) return null;
  return (
    <>
      {' · entities: '}
      {ids.map((id, at) => (
        <>
          {at > 0 && ', '}
          <a href={entityAddress(id)}>{names.get(id) ?? id}</a>
        </>
      ))}
    </>
  );
}

const compact = new Intl.NumberFormat('en', {
  notation: 'compact',
  compactDisplay: 'long',
  maximumFractionDigits: 2,
});
/** `284000000000` as `284 billion`; years and what has no more than six digits as they are. */
const numberName = (digits: string) => (/^\d{7,}$/.test(digits) ? compact.format(Number(digits)) : digits);

const SharedWords = ({ kind, words = [] }: { kind: string; words?: string[] | undefined }) =>
  words.length > 0 && <>{` · ${kind}: ${words.join(', ')}`}</>;

function Copies({ copies }: { copies: Copy[] }) {
  if (copies.length === 0) return null;
  return (
    <details>
      <summary>{counted(copies.length, 'copy', 'copies')}</summary>
      <ul class="copies">
        {copies.map(({ id, publisher, publishedAt, share }) => (
          <li>
            <a href={articleAddress(id)}>{publisher}</a> <ShortDay at={publishedAt} />{' '}
            <Clock at={publishedAt} />
            {share !== null && <span>{`${Math.round(share * 100)}% of its text is the original’s`}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
