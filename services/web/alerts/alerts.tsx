import type { AlertChannel, ListedAlert } from '../../../db/alerts.ts';
import { specSchema } from '../../alert/spec.ts';
import { type Names, rhythmWords, triggerWords } from '../../alert/words.ts';
import { counted, Say, say } from '../language/say.tsx';
import { addressOf, alertAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Said } from '../parts/acts.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import { Examples } from './beginnings.tsx';
import { AlertTabs } from './tabs.tsx';
import { voice } from './words.ts';

interface ListProps {
  alerts: ListedAlert[];
  /** `before` of the next page; null on the last. */
  next: number | null;
  names: Names;
  said: string | undefined;
  /** Whether the reader may see who holds keys. */
  administers: boolean;
  now: Date;
}

/** An owner’s alerts with what each does and how it fares. */
export function AlertsPage({ alerts, next, names, said, administers, now }: ListProps) {
  return (
    <Page title={say('Alerts')} section="alerts" scripts={['complete']}>
      <h1>{say('Alerts')}</h1>
      <AlertTabs here="alerts" />
      <Said word={said} />
      {alerts.length === 0 ? <NoAlerts /> : <AlertTable {...{ alerts, names, now }} />}
      {next !== null && (
        <p class="pages">
          <a href={addressOf('/alerts', { before: next })}>{say('Older alerts →')}</a>
        </p>
      )}
      <FromQuery />
      {alerts.length === 0 && <Examples />}
      <p class="hint alerts-foot">
        <Say
          sentence="Programs make and read alerts by the {api}, and get what is told as it comes by its live stream."
          api={<a href="/docs">{say('API')}</a>}
        />
        {administers && (
          <>
            {' '}
            <Say
              sentence="Alerts belong to a key: {keys} says who holds one."
              keys={<a href="/keys">{say('the page of keys')}</a>}
            />
          </>
        )}
      </p>
    </Page>
  );
}

const NoAlerts = () => (
  <p class="lead">
    <Say
      sentence="An alert is a saved search that tells you of what it finds: once for each story, within seconds, by e-mail, webhook, Slack, Discord, Teams or ntfy, or as a feed. Where it tells, you say on the page of {channels}."
      channels={<a href="/channels">{say('channels')}</a>}
    />
  </p>
);

/** The shortest way to a new alert. */
const FromQuery = () => (
  <form class="filter from-query" action="/alerts/new">
    <div class="words">
      <div class="field">
        <label for="f-q">{say('New alert from a query')}</label>
        <input
          id="f-q"
          name="q"
          type="search"
          data-complete="query"
          maxlength={1000}
          placeholder="entity:huawei (licence OR 许可)"
        />
      </div>
      <button type="submit">{say('Go on')}</button>
    </div>
  </form>
);

function AlertTable({ alerts, names, now }: Pick<ListProps, 'alerts' | 'names' | 'now'>) {
  return (
    <table class="list alerts">
      <thead>
        <tr>
          <th scope="col">{say('Alert')}</th>
          <th scope="col">{say('State')}</th>
          <th scope="col">{say('Last match')}</th>
          <th scope="col" class="wide">
            {say('Channels')}
          </th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr>
            <th scope="row">
              <a href={alertAddress(alert.id)}>{alert.name}</a>
              <span class="under">{inShort(alert, names)}</span>
            </th>
            <td>
              <AlertState alert={alert} />
            </td>
            <td>
              <Ago at={alert.lastMatchAt} now={now} />
            </td>
            <td class="wide">
              {alert.channels.length === 0 && <span class="none">{say('none')}</span>}
              {alert.channels.map((channel) => (
                <ChannelHealth channel={channel} />
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inShort({ query, spec }: ListedAlert, names: Names) {
  const { trigger, rhythm } = specSchema.parse(spec);
  return (
    <>
      {query === '' ? say('every article') : <code>{query}</code>}
      {` · ${triggerWords(trigger, names, voice)} · ${rhythmWords(rhythm, voice).join(', ')}`}
    </>
  );
}

/** Whether it works, in words. */
export function AlertState({ alert: { fault, paused, held } }: { alert: ListedAlert }) {
  const [state, sign, word] = fault
    ? (['failing', '▼', 'finds nothing'] as const)
    : paused
      ? (['removed', '–', 'paused'] as const)
      : (['ok', '●', 'on'] as const);
  return (
    <>
      <StateSign of={state} sign={sign}>
        {say(word)}
      </StateSign>
      {fault && (
        <span class="under" lang="en">
          {fault}
        </span>
      )}
      {held > 0 && (
        <span class="under">{say('{matches} held back', { matches: counted(held, 'match') })}</span>
      )}
    </>
  );
}

const healths = {
  ok: { sign: '●', words: '{channel}' },
  failing: { sign: '▼', words: '{channel} fails' },
  off: { sign: '✕', words: '{channel} is off' },
} as const;

/** A channel, and whether it works. */
export const ChannelHealth = ({ channel: { name, state, reason } }: { channel: AlertChannel }) => (
  <StateSign of={`health ${state}`} sign={healths[state].sign} title={reason ?? undefined}>
    {say(healths[state].words, { channel: name })}
  </StateSign>
);
