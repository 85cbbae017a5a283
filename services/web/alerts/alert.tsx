import { type ListedMatch, listMatches } from '../../../db/alertMatches.ts';
import { type ListedAlert, openChannels } from '../../../db/alerts.ts';
import type { Orm } from '../../../db/database.ts';
import { type ListedDelivery, listDeliveries } from '../../../db/deliveries.ts';
import { type ListedMute, listMutes } from '../../../db/mutes.ts';
import { specSchema } from '../../alert/spec.ts';
import { firesByArticle, gateWords, type Names, rhythmWords, triggerWords } from '../../alert/words.ts';
import { say } from '../language/say.tsx';
import { addressOf, alertAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Act, Said } from '../parts/acts.tsx';
import { Fact } from '../parts/fact.tsx';
import { Matches } from './alertMatches.tsx';
import { Mutes } from './alertMutes.tsx';
import { AlertState, ChannelHealth } from './alerts.tsx';
import { DeliveryLog } from './deliveries.tsx';
import { AlertTabs } from './tabs.tsx';
import { readTest, TestResult } from './testResult.tsx';
import { namesIn, voice } from './words.ts';

const matchesShown = 20;
const deliveriesShown = 20;

interface AlertProps {
  alert: ListedAlert;
  names: Names;
  matches: ListedMatch[];
  /** `before` of the next page; null on the last. */
  next: number | null;
  first: boolean;
  mutes: ListedMute[];
  deliveries: ListedDelivery[];
  /** Of the test that was just sent. */
  test: ListedDelivery[];
  /** Whether it tells through something that is on. */
  tells: boolean;
  said: string | undefined;
  /** Addresses of its feed, right after they were made; they are known never again. */
  feed?: { atom: string; json: string } | undefined;
  now: Date;
}

/** What an alert’s page is asked for. */
interface AskedPage {
  /** Matches before this one. */
  before: number | undefined;
  /** Number of the message of a test. */
  test: number | undefined;
}

/** Reads what the page of an alert shows. */
export async function readAlertPage(orm: Orm, alert: ListedAlert, { before, test }: AskedPage, now: Date) {
  const { id, owner } = alert;
  const [names, found, mutes, deliveries, open, tested] = await Promise.all([
    namesIn(orm, [alert]),
    listMatches(orm, id, { muted: true, limit: matchesShown + 1, cursor: before }),
    listMutes(orm, id, now),
    listDeliveries(orm, { owner, alertId: id }, deliveriesShown),
    openChannels(orm, id),
    test === undefined ? [] : readTest(orm, owner, test),
  ]);
  const matches = found.slice(0, matchesShown);
  const next = found.length > matchesShown ? matches.at(-1)!.id : null;
  return {
    ...{ alert, names, matches, next, mutes, deliveries, now },
    ...{ test: tested, tells: open.length > 0, first: before === undefined },
  };
}

/** One alert: what it does, what it found, and what became of what it sent. */
export function AlertPage(props: AlertProps) {
  const { alert, mutes, deliveries, test, now } = props;
  const here = alertAddress(alert.id);
  return (
    <Page title={alert.name} section="alerts">
      <h1>{alert.name}</h1>
      <AlertTabs here={null} />
      <Said word={props.said} />
      <TestResult deliveries={test} here={here} />
      <Does {...props} />
      <Acts {...props} />
      <div class="columns">
        <section class="found-by" aria-labelledby="matches">
          <h2 id="matches">{say('What it found')}</h2>
          <Matches {...props} />
        </section>
        <div class="facts">
          <Feed {...props} />
          {mutes.length > 0 && <Mutes {...{ mutes, here }} />}
          <section aria-labelledby="sent">
            <h2 id="sent">{say('What was sent')}</h2>
            <DeliveryLog {...{ deliveries, now }} back={here} />
            {deliveries.length > 0 && (
              <p class="others">
                <a href={addressOf('/deliveries', { alert: alert.id })}>{say('All that it sent')}</a>
              </p>
            )}
          </section>
        </div>
      </div>
    </Page>
  );
}

/** What it does, in words. */
function Does({ alert, names }: Pick<AlertProps, 'alert' | 'names'>) {
  const { trigger, gates, rhythm, priority } = specSchema.parse(alert.spec);
  return (
    <dl class="about identity">
      <Fact name={say('State')}>
        <AlertState alert={alert} />
      </Fact>
      <Fact name={say('Watches')}>
        {alert.query === '' ? (
          say('every article')
        ) : (
          <a href={addressOf('/search', { q: alert.query })}>
            <code>{alert.query}</code>
          </a>
        )}
      </Fact>
      <Fact name={say('Fires on')}>{triggerWords(trigger, names, voice)}</Fact>
      {firesByArticle(trigger) && <Fact name={say('If')}>{gateWords(gates, voice).join(say('; '))}</Fact>}
      <Fact name={say('Tells')}>
        {[...rhythmWords(rhythm, voice), ...priorityWords(priority)].join(say('; '))}
      </Fact>
      <Fact name={say('Through')}>
        {alert.channels.length === 0 && (
          <>
            <span class="none">{say('no channel: this page, its feed, the stream')}</span>{' '}
            <a href={addressOf('/channels', { back: `${alertAddress(alert.id)}/edit` })}>
              {say('Add a channel')}
            </a>
          </>
        )}
        {alert.channels.map((channel) => (
          <ChannelHealth channel={channel} />
        ))}
      </Fact>
    </dl>
  );
}

const priorityWords = (priority: 'low' | 'normal' | 'high'): string[] =>
  priority === 'normal' ? [] : [priority === 'high' ? say('priority high') : say('priority low')];

function Acts({ alert, tells }: Pick<AlertProps, 'alert' | 'tells'>) {
  const here = alertAddress(alert.id);
  return (
    <div class="acts">
      <a class="button" href={`${here}/edit`}>
        {say('Change or try')}
      </a>
      {alert.paused ? (
        <Act to={`${here}/resume`} says={say('Let it go on')} />
      ) : (
        <Act to={`${here}/pause`} says={say('Pause')} />
      )}
      {tells && <Act to={`${here}/test`} says={say('Send a test')} />}
      <a class="button plain" href={addressOf('/alerts/new', { copy: alert.id })}>
        {say('Copy')}
      </a>
      <details>
        <summary>{say('Delete …')}</summary>
        <Act to={`${here}/delete`} says={say('Delete it, with all that it found')} />
      </details>
    </div>
  );
}

function Feed({ alert, feed }: Pick<AlertProps, 'alert' | 'feed'>) {
  const here = alertAddress(alert.id);
  const has = alert.feedHash !== null;
  return (
    <section aria-labelledby="feed" id="its-feed">
      <h2 id="feed">{say('Feed')}</h2>
      {feed && (
        <div role="status">
          <p>
            {say(
              'Keep this address now: it is shown this once, and whoever has it can read the feed without a key.',
            )}
          </p>
          <p class="secret">
            <a href={feed.atom}>{feed.atom}</a> (Atom)
            <br />
            <a href={feed.json}>{feed.json}</a> (JSON Feed)
          </p>
        </div>
      )}
      {!feed && (
        <p>
          {has
            ? say('It has a feed at a secret address, which was shown when it was made.')
            : say('Follow it in a feed reader, at a secret address of its own.')}
        </p>
      )}
      <div class="acts">
        <Act small to={`${here}/feed`} says={has ? say('Make another address') : say('Make an address')} />
        {has && <Act small to={`${here}/feed/delete`} says={say('Take the feed away')} />}
      </div>
    </section>
  );
}
