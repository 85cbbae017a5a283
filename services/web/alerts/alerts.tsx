import type { AlertChannel, ListedAlert } from '../../../db/alerts.ts';
import type { Orm } from '../../../db/database.ts';
import { namesOf } from '../../../db/names.ts';
import { specSchema } from '../../alert/spec.ts';
import { rhythmWords, triggerWords } from '../../alert/words.ts';
import { addressOf, alertAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';

/** Gives names for the ids of entities in alerts’ triggers; ids stand for names that are not there. */
export async function namesIn(orm: Orm, alerts: Pick<ListedAlert, 'spec'>[]) {
  const triggers = alerts.map(({ spec }) => specSchema.parse(spec).trigger);
  const ids = triggers.flatMap((trigger) => ('entity' in trigger && trigger.entity ? [trigger.entity] : []));
  const names = await namesOf(orm, [...new Set(ids)]);
  return (id: string) => names.get(id) ?? id;
}

interface ListProps {
  alerts: ListedAlert[];
  /** `before` of the next page; null on the last. */
  next: number | null;
  nameOf(id: string): string;
  now: Date;
}

/** An owner’s alerts with what each does and how it fares. */
export function AlertsPage({ alerts, next, nameOf, now }: ListProps) {
  return (
    <Page title="Alerts" section="alerts">
      <h1>Alerts</h1>
      <AlertTabs here="alerts" />
      {alerts.length === 0 ? <NoAlerts /> : <AlertTable {...{ alerts, nameOf, now }} />}
      {next !== null && (
        <p class="pages">
          <a href={addressOf('/alerts', { before: next })}>Older alerts →</a>
        </p>
      )}
    </Page>
  );
}

/** The ways between the pages of alerts. */
export const AlertTabs = ({ here }: { here: 'alerts' | 'new' | 'channels' | null }) => (
  <p class="switch">
    <a href="/alerts" aria-current={here === 'alerts' ? 'page' : undefined}>
      Your alerts
    </a>
    <a href="/alerts/new" aria-current={here === 'new' ? 'page' : undefined}>
      New alert
    </a>
    <a href="/channels" aria-current={here === 'channels' ? 'page' : undefined}>
      Channels
    </a>
  </p>
);

const NoAlerts = () => (
  <>
    <p class="lead">
      An alert is a saved search that tells you of what it finds: once for each story, within seconds, by
      e-mail, webhook, Slack, Discord, Teams or ntfy, or as a feed.
    </p>
    <p>
      <a href="/alerts/new">Make the first one</a>, or <a href="/search">search</a> for something and make
      that an alert. Where it tells, you say on the page of <a href="/channels">channels</a>.
    </p>
  </>
);

function AlertTable({ alerts, nameOf, now }: Omit<ListProps, 'next'>) {
  return (
    <table class="list alerts">
      <thead>
        <tr>
          <th scope="col">Alert</th>
          <th scope="col">State</th>
          <th scope="col">Last match</th>
          <th scope="col" class="wide">
            Channels
          </th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr>
            <th scope="row">
              <a href={alertAddress(alert.id)}>{alert.name}</a>
              <span class="under">{inShort(alert, nameOf)}</span>
            </th>
            <td>
              <AlertState alert={alert} />
            </td>
            <td>
              <Ago at={alert.lastMatchAt} now={now} />
            </td>
            <td class="wide">
              {alert.channels.length === 0 && <span class="none">none</span>}
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

function inShort({ query, spec }: ListedAlert, nameOf: (id: string) => string) {
  const { trigger, rhythm } = specSchema.parse(spec);
  return (
    <>
      <code>{query === '' ? 'everything' : query}</code>
      {` · ${triggerWords(trigger, nameOf)} · ${rhythmWords(rhythm).join(', ')}`}
    </>
  );
}

/** Whether it works, in words. */
export function AlertState({ alert: { fault, paused, held } }: { alert: ListedAlert }) {
  const [state, sign, word] = fault
    ? ['failing', '▼', 'finds nothing']
    : paused
      ? ['removed', '–', 'paused']
      : ['ok', '●', 'on'];
  return (
    <>
      <StateSign of={state} sign={sign}>
        {word}
      </StateSign>
      {fault && <span class="under">{fault}</span>}
      {held > 0 && <span class="under">{`${counted(held, 'match', 'matches')} held back`}</span>}
    </>
  );
}

const healths = {
  ok: { sign: '●', word: '' },
  failing: { sign: '▼', word: ' fails' },
  off: { sign: '✕', word: ' is off' },
} as const;

/** A channel, and whether it works. */
export const ChannelHealth = ({ channel }: { channel: AlertChannel }) => (
  <StateSign
    of={`health ${channel.state}`}
    sign={healths[channel.state].sign}
    title={channel.reason ?? undefined}
  >
    {channel.name}
    {healths[channel.state].word}
  </StateSign>
);
