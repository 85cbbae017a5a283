import type { Advice, FeedHealth, Health } from '../../feeds/health.ts';
import { counted, number, type Sentence, say } from '../language/say.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago, duration } from '../parts/times.tsx';

/** How feeds fare, each in a word behind a sign of its own. */
export const healthWords: Record<Health, { sign: string; word: Sentence }> = {
  failing: { sign: '▼', word: 'failing' },
  gone: { sign: '✕', word: 'gone' },
  empty: { sign: '□', word: 'empty' },
  quiet: { sign: '◔', word: 'quiet' },
  new: { sign: '○', word: 'not polled yet' },
  ok: { sign: '●', word: 'working' },
  paused: { sign: '‖', word: 'paused' },
  removed: { sign: '–', word: 'removed' },
};

/** So many of them. */
export const healthCounts: Record<Health, Sentence> = {
  failing: '{n} failing',
  gone: '{n} gone',
  empty: '{n} empty',
  quiet: '{n} quiet',
  new: '{n} not polled yet',
  ok: '{n} working',
  paused: '{n} paused',
  removed: '{n} removed',
};

const advices: Record<Exclude<Advice, 'quiet'>, Sentence> = {
  address: 'Its publisher has moved or ended it. Look for its new address on the publisher’s site.',
  refused: 'Its publisher turns Chipwire away. Ask to be let in; CHIPWIRE_CONTACT tells who you are.',
  'too-often':
    'Its publisher wants to be asked less often, and is. Where this goes on, lengthen the interval.',
  theirs: 'The fault is the publisher’s, and mostly mends itself. It is asked again, less and less often.',
  'no-feed': 'Something answers, but not a feed that can be read. Open the address and look.',
  unreached:
    'Nobody answered. It is asked again, less and less often; where this goes on, check the address.',
  empty: 'It answers as it should, with a feed that lists nothing. Look whether the publisher has another.',
};

/** What can be done; of a quiet feed, what is unusual. */
function adviceOn({ advice, silentMs, longestGapMs }: FeedHealth): string | null {
  if (advice !== 'quiet') return advice && say(advices[advice]);
  const silent = duration(silentMs / 1000);
  return longestGapMs === null
    ? say('It answers as it should, but has brought nothing for {silent}.', { silent })
    : say(
        'It answers as it should, but has brought nothing for {silent}; before, it was silent for {usual} at most.',
        {
          ...{ silent, usual: duration(longestGapMs / 1000) },
        },
      );
}

/** The state in words, how often polls failed in a row, why, and what can be done. */
export function HealthOf({ feed }: { feed: FeedHealth }) {
  const { sign, word } = healthWords[feed.health];
  const advice = adviceOn(feed);
  return (
    <>
      <StateSign of={feed.health} sign={sign}>
        {feed.failures > 0 && feed.health === 'failing'
          ? say('failing, {polls} in a row', { polls: counted(feed.failures, 'poll') })
          : say(word)}
      </StateSign>
      {feed.reason && (
        <span class="under" lang="en">
          {feed.reason}
        </span>
      )}
      {advice && <span class="under advice">{advice}</span>}
    </>
  );
}

/** When the feed is polled next; never for one that is not polled. */
export function NextPoll({ feed, now }: { feed: FeedHealth; now: Date }) {
  const { health, nextPollAt } = feed;
  if (health === 'gone' || health === 'removed' || health === 'paused')
    return <span class="none">{say('not polled')}</span>;
  return nextPollAt <= now ? <span>{say('due now')}</span> : <Ago at={nextPollAt} now={now} />;
}

/** `210 ms`, `5.4 s` */
export const tookWords = (ms: number): string =>
  ms < 1000 ? say('{n} ms', { n: ms }) : say('{n} s', { n: number(ms / 1000, 1) });
