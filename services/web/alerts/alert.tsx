import { type ListedMatch, listMatches } from '../../../db/alertMatches.ts';
import { type ListedAlert, openChannels } from '../../../db/alerts.ts';
import type { Orm } from '../../../db/database.ts';
import { type ListedDelivery, listDeliveries } from '../../../db/deliveries.ts';
import { type ListedMute, listMutes } from '../../../db/mutes.ts';
import { specSchema } from '../../alert/spec.ts';
import { toldSchema } from '../../alert/told.ts';
import { firesByArticle, gateWords, rhythmWords, triggerWords } from '../../alert/words.ts';
import { addressOf, alertAddress, articleAddress, entityAddress, storyAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Act, Said } from '../parts/acts.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { Fact } from '../parts/fact.tsx';
import { Ago, Moment } from '../parts/times.tsx';
import { AlertState, AlertTabs, ChannelHealth, namesIn } from './alerts.tsx';
import { numbersWords } from './alertTry.tsx';
import { DeliveryLog } from './deliveries.tsx';

const matchesShown = 20;
const deliveriesShown = 20;

interface AlertProps {
  alert: ListedAlert;
  nameOf(id: string): string;
  matches: ListedMatch[];
  /** `before` of the next page; null on the last. */
  next: number | null;
  first: boolean;
  mutes: ListedMute[];
  deliveries: ListedDelivery[];
  /** Whether it tells through something that is on. */
  tells: boolean;
  said: string | undefined;
  /** Addresses of its feed, right after they were made; they are known never again. */
  feed?: { atom: string; json: string } | undefined;
  now: Date;
}

/** Reads what the page of an alert shows. */
export async function readAlertPage(orm: Orm, alert: ListedAlert, before: number | undefined, now: Date) {
  const { id, owner } = alert;
  const [nameOf, found, mutes, deliveries, open] = await Promise.all([
    namesIn(orm, [alert]),
    listMatches(orm, id, { muted: true, limit: matchesShown + 1, cursor: before }),
    listMutes(orm, id, now),
    listDeliveries(orm, { owner, alertId: id }, deliveriesShown),
    openChannels(orm, id),
  ]);
  const matches = found.slice(0, matchesShown);
  const next = found.length > matchesShown ? matches.at(-1)!.id : null;
  return {
    ...{ alert, nameOf, matches, next, mutes, deliveries, now },
    ...{ tells: open.length > 0, first: before === undefined },
  };
}

/** One alert: what it does, what it found, and what became of what it sent. */
export function AlertPage(props: AlertProps) {
  const { alert, mutes, deliveries, now } = props;
  const here = alertAddress(alert.id);
  return (
    <Page title={alert.name} section="alerts">
      <h1>{alert.name}</h1>
      <AlertTabs here={null} />
      <Said word={props.said} />
      <Does {...props} />
      <Acts {...props} />
      <div class="columns">
        <section class="found-by" aria-labelledby="matches">
          <h2 id="matches">What it found</h2>
          <Matches {...props} />
        </section>
        <div class="facts">
          <Feed {...props} />
          {mutes.length > 0 && <Mutes {...{ mutes, here }} />}
          <section aria-labelledby="sent">
            <h2 id="sent">What was sent</h2>
            <DeliveryLog {...{ deliveries, now }} back={here} />
          </section>
        </div>
      </div>
    </Page>
  );
}

/** What it does, in words. */
function Does({ alert, nameOf }: Pick<AlertProps, 'alert' | 'nameOf'>) {
  const { trigger, gates, rhythm, priority } = specSchema.parse(alert.spec);
  return (
    <dl class="about identity">
      <Fact name="State">
        <AlertState alert={alert} />
      </Fact>
      <Fact name="Watches">
        {alert.query === '' ? (
          'everything'
        ) : (
          <a href={addressOf('/search', { q: alert.query })}>
            <code>{alert.query}</code>
          </a>
        )}
      </Fact>
      <Fact name="Fires on">{triggerWords(trigger, nameOf)}</Fact>
      {firesByArticle(trigger) && <Fact name="If">{gateWords(gates).join('; ')}</Fact>}
      <Fact name="Tells">
        {rhythmWords(rhythm).join('; ')}
        {priority !== 'normal' && `; priority ${priority}`}
      </Fact>
      <Fact name="Through">
        {alert.channels.length === 0 && <span class="none">no channel: this page, its feed, the stream</span>}
        {alert.channels.map((channel) => (
          <ChannelHealth channel={channel} />
        ))}
      </Fact>
    </dl>
  );
}

function Acts({ alert, tells }: Pick<AlertProps, 'alert' | 'tells'>) {
  const here = alertAddress(alert.id);
  return (
    <div class="acts">
      <a class="button" href={`${here}/edit`}>
        Change or try
      </a>
      {alert.paused ? (
        <Act to={`${here}/resume`} says="Let it go on" />
      ) : (
        <Act to={`${here}/pause`} says="Pause" />
      )}
      {tells && <Act to={`${here}/test`} says="Send a test" />}
      <details>
        <summary>Delete …</summary>
        <Act to={`${here}/delete`} says="Delete it, with all that it found" />
      </details>
    </div>
  );
}

function Matches({ alert, matches, next, first, mutes, now }: AlertProps) {
  const here = alertAddress(alert.id);
  if (matches.length === 0)
    return (
      <p class="lead">
        Nothing yet. It fires on what is found from now on
        {alert.query !== '' && (
          <>
            ; <a href={addressOf('/search', { q: alert.query })}>search</a> shows what its query finds so far
          </>
        )}
        .
      </p>
    );
  return (
    <>
      <ol class="happenings told">
        {matches.map((match) => (
          <Match {...{ match, here, now }} muted={mutes.some(({ storyId }) => storyId === match.storyId)} />
        ))}
      </ol>
      <p class="pages">
        {!first && <a href={here}>← Newest</a>}
        {next !== null && <a href={addressOf(here, { before: next })}>Older matches →</a>}
      </p>
    </>
  );
}

function Match({ match, here, muted, now }: { match: ListedMatch; here: string; muted: boolean; now: Date }) {
  const { why, article, numbers } = toldSchema.parse(match.told);
  const page = match.articleId === null ? null : articleAddress(match.articleId);
  return (
    <li>
      <h3 lang={article?.language}>{page && article ? <a href={page}>{article.title}</a> : why}</h3>
      <p class="source">
        <Ago at={match.matchedAt} now={now} />
        {article && <span>{article.publisher}</span>}
        {article && <LanguageMark language={article.language} />}
        {match.storyId !== null && <a href={storyAddress(match.storyId)}>story</a>}
        <Told match={match} />
      </p>
      {article && <p>{why}</p>}
      {numbers && <p class="hint">{numbersWords(numbers)}</p>}
      {match.storyId !== null && !muted && (
        <Act small to={`${here}/mutes`} says="Mute this story" fields={{ story: match.storyId }} />
      )}
    </li>
  );
}

const tolds = { told: 'told', held: 'held back for now', muted: 'muted' } as const;
const Told = ({ match: { state } }: { match: ListedMatch }) => <span>{tolds[state]}</span>;

function Feed({ alert, feed }: Pick<AlertProps, 'alert' | 'feed'>) {
  const here = alertAddress(alert.id);
  return (
    <section aria-labelledby="feed" id="its-feed">
      <h2 id="feed">Feed</h2>
      {feed && (
        <>
          <p>
            Keep this address now: it is shown this once, and whoever has it can read the feed without a key.
          </p>
          <p class="secret">
            <a href={feed.atom}>{feed.atom}</a> (Atom)
            <br />
            <a href={feed.json}>{feed.json}</a> (JSON Feed)
          </p>
        </>
      )}
      {!feed && (
        <p>
          {alert.feedHash === null
            ? 'Follow it in a feed reader, at a secret address of its own.'
            : 'It has a feed at a secret address, which was shown when it was made.'}
        </p>
      )}
      <div class="acts">
        <Act
          small
          to={`${here}/feed`}
          says={alert.feedHash === null ? 'Make an address' : 'Make another address'}
        />
        {alert.feedHash !== null && <Act small to={`${here}/feed/delete`} says="Take the feed away" />}
      </div>
    </section>
  );
}

function Mutes({ mutes, here }: { mutes: ListedMute[]; here: string }) {
  return (
    <section aria-labelledby="mutes">
      <h2 id="mutes">Muted</h2>
      <ul class="copies">
        {mutes.map(({ id, storyId, entityId, says, until }) => (
          <li>
            <a href={storyId !== null ? storyAddress(storyId) : entityAddress(entityId!)}>
              {says ?? storyId ?? entityId}
            </a>
            {until && (
              <span>
                until <Moment at={until} />
              </span>
            )}
            <Act small to={`${here}/mutes/${id}/delete`} says="Tell of it again" />
          </li>
        ))}
      </ul>
    </section>
  );
}
