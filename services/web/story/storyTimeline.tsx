import type { StoryFacts, StoryMoment } from '../../../db/storyPages.ts';
import type { Reasons } from '../../cluster/store.ts';
import { numberFormat } from '../../text/formats.ts';
import { language as pageLanguage, tags } from '../language/language.ts';
import { counted, listed, nameOf, percent, Say, type Sentence, say } from '../language/say.tsx';
import { addressOf, articleAddress, entityAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { eventName } from '../parts/names.ts';
import { Sentiment } from '../parts/sentiment.tsx';
import { Clock, duration, ShortDay } from '../parts/times.tsx';

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
  const names = new Map(facts.entities.map((entity) => [entity.id, nameOf(entity)]));
  return (
    <ol class="articles timeline">
      {moments.map((moment) => (
        <li>
          <article data-walk>
            <div>
              <h3>
                <a href={articleAddress(moment.id)} lang={moment.language} data-open>
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
      <strong>{link === null && minutesAfterFirst === 0 ? say('first') : later(minutesAfterFirst)}</strong>
      <ShortDay at={publishedAt} />
      <Clock at={publishedAt} />
      <a href={addressOf('/search', { publisher })}>{publisher}</a>
      <LanguageMark language={language} />
    </p>
  );
}

const later = (minutes: number) => (minutes < 1 ? say('at the same time') : `+${duration(minutes * 60)}`);

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
  const other = (
    <a href={articleAddress(link.toId)}>{publishers.get(link.toId) ?? say('an earlier article')}</a>
  );
  return (
    <details class="why">
      <summary>{say('Why it is in this story')}</summary>
      {ruled ? (
        <Say sentence="Put by hand with {other}" other={other} />
      ) : (
        <Say
          sentence={sureness(link.score)}
          score={link.score.toFixed(2)}
          {...{
            other,
            apart: daysApart === undefined ? '' : say(', {time} before', { time: apart(daysApart) }),
          }}
        />
      )}
      <SharedEntities ids={shared.entities ?? []} names={names} />
      <SharedWords sentence="names: {words}" words={shared.names} />
      <SharedWords sentence="words: {words}" words={shared.words} />
      <SharedWords sentence="numbers: {words}" words={shared.numbers?.map(numberName)} />
      <SharedWords
        sentence="events: {words}"
        words={shared.events?.map(({ type, day }) => `${eventName(type)} (${day})`)}
      />
    </details>
  );
}

/** How sure a score is that two articles are about one happening, in words. */
function sureness(score: number) {
  if (score >= 0.9) return 'Almost certainly ({score}) the same happening as {other}{apart}';
  if (score >= 0.7) return 'Very likely ({score}) the same happening as {other}{apart}';
  if (score >= 0.5) return 'Probably ({score}) the same happening as {other}{apart}';
  return 'Perhaps ({score}) the same happening as {other}{apart}';
}

const apart = (days: number) => duration(Math.round(days * 1440) * 60);

function SharedEntities({ ids, names }: { ids: string[]; names: WhyProps['names'] }) {
  if (ids.length === 0) return null;
  const links = ids.map((id, at) => (
    <>
      {at > 0 && ', '}
      <a href={entityAddress(id)}>{names.get(id) ?? id}</a>
    </>
  ));
  return (
    <>
      {' · '}
      <Say sentence="entities: {names}" names={<span>{links}</span>} />
    </>
  );
}

/** `284000000000` as `284 billion`; years and what has no more than six digits as they are. */
const numberName = (digits: string) =>
  /^\d{7,}$/.test(digits)
    ? numberFormat(tags[pageLanguage()], {
        ...{ notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 2 },
      }).format(Number(digits))
    : digits;

const SharedWords = ({ sentence, words = [] }: { sentence: Sentence; words?: string[] | undefined }) =>
  words.length > 0 && <>{` · ${say(sentence, { words: words.join(', ') })}`}</>;

/** Who repeated its text, folded. */
function Copies({ copies }: { copies: Copy[] }) {
  if (copies.length === 0) return null;
  const publishers = [...new Set(copies.map(({ publisher }) => publisher))];
  return (
    <details class="copied">
      <summary>
        {say('{copies} by {publishers}', {
          copies: counted(copies.length, 'copy'),
          publishers: named(publishers),
        })}
      </summary>
      <ul class="copies">
        {copies.map(({ id, publisher, publishedAt, share }) => (
          <li>
            <a href={articleAddress(id)}>{publisher}</a> <ShortDay at={publishedAt} />{' '}
            <Clock at={publishedAt} />
            {share !== null && (
              <span>{say('{share} of its text is the original’s', { share: percent(share) })}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** One more name is as short as the word for it. */
const publishersNamed = 2;
const named = (publishers: readonly string[]) =>
  publishers.length <= publishersNamed + 1
    ? listed(publishers)
    : listed([
        ...publishers.slice(0, publishersNamed),
        say('{n} others', { n: publishers.length - publishersNamed }),
      ]);
