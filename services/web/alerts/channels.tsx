import type { ListedChannel } from '../../../db/channels.ts';
import type { ListedDelivery } from '../../../db/deliveries.ts';
import { maskedTarget } from '../../watch/channels.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { Page } from '../layout/layout.tsx';
import { Act, Said } from '../parts/acts.tsx';
import { Chosen, Faults, type Part, Text } from '../parts/controls.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';
import type { Fields } from './alertFields.ts';
import { AlertTabs } from './alerts.tsx';
import { kindNames } from './channelKinds.ts';
import { DeliveryLog } from './deliveries.tsx';

interface ChannelsProps {
  channels: ListedChannel[];
  deliveries: ListedDelivery[];
  /** What the form for a new one holds. */
  fields: Fields;
  faults: readonly AskedFault[];
  /** Whether a mail server is set. */
  mail: boolean;
  said: string | undefined;
  /** What signs for a webhook, right after it was made; it is known never again. */
  secret?: { name: string; secret: string } | undefined;
  now: Date;
}

/** Where an owner’s alerts are sent, and how that goes. */
export function ChannelsPage(props: ChannelsProps) {
  const { channels, deliveries, now } = props;
  return (
    <Page title="Channels" section="alerts">
      <h1>Channels</h1>
      <AlertTabs here="channels" />
      <Said word={props.said} />
      {props.secret && <Secret {...props.secret} />}
      {channels.length === 0 ? (
        <p class="lead">A channel is where alerts are sent. Add the first one below, and send it a test.</p>
      ) : (
        <ChannelTable {...{ channels, now }} />
      )}
      <NewChannel {...props} />
      {channels.length > 0 && (
        <section aria-labelledby="sent">
          <h2 id="sent">What was sent</h2>
          <DeliveryLog {...{ deliveries, now }} back="/channels" />
        </section>
      )}
    </Page>
  );
}

const Secret = ({ name, secret }: { name: string; secret: string }) => (
  <div class="notice good" role="status">
    <p>
      This signs what “{name}” is sent. Keep it now: it is shown this once. The libraries of{' '}
      <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> check signatures with it.
    </p>
    <p class="secret">
      <code>{secret}</code>
    </p>
  </div>
);

const states = {
  ok: { sign: '●', word: 'working' },
  failing: { sign: '▼', word: 'failing' },
  off: { sign: '✕', word: 'off' },
} as const;

function ChannelTable({ channels, now }: Pick<ChannelsProps, 'channels' | 'now'>) {
  return (
    <table class="list channels">
      <thead>
        <tr>
          <th scope="col">Channel</th>
          <th scope="col">State</th>
          <th scope="col" class="wide">
            Alerts
          </th>
          <th scope="col">
            <span class="hidden">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {channels.map((channel) => (
          <tr id={`channel-${channel.id}`}>
            <th scope="row">
              {channel.name} <span class="other">{kindNames[channel.kind]}</span>
              <span class="under">{Object.values(maskedTarget(channel.target)).join(' · ')}</span>
            </th>
            <td>
              <State channel={channel} now={now} />
            </td>
            <td class="wide">{counted(channel.alerts, 'alert')}</td>
            <td>
              <ChannelActs channel={channel} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ channel: { state, reason, retryAt }, now }: { channel: ListedChannel; now: Date }) {
  const { sign, word } = states[state];
  return (
    <>
      <StateSign of={state} sign={sign}>
        {word}
      </StateSign>
      {reason && <span class="under">{reason}</span>}
      {state === 'failing' && retryAt && (
        <span class="under">
          next try <Ago at={retryAt} now={now} />
        </span>
      )}
    </>
  );
}

function ChannelActs({ channel: { id, kind, state } }: { channel: ListedChannel }) {
  const here = `/channels/${id}`;
  return (
    <div class="acts">
      {state !== 'off' && <Act small to={`${here}/test`} says="Send a test" />}
      {state === 'off' ? (
        <Act small to={`${here}/on`} says="Switch on" />
      ) : (
        <Act small to={`${here}/off`} says="Switch off" />
      )}
      <details>
        <summary>More …</summary>
        <div class="acts">
          {kind === 'webhook' && <Act small to={`${here}/rotate`} says="Make another secret" />}
          <Act small to={`${here}/delete`} says="Delete it, with its log" />
        </div>
      </details>
    </div>
  );
}

function NewChannel({ fields, faults, mail }: ChannelsProps) {
  const part: Part = { fields, faults };
  const kind = { ...part, by: 'kind' };
  return (
    <section aria-labelledby="new">
      <h2 id="new">Add a channel</h2>
      <form class="alert-form" method="post" action="/channels#new">
        <Faults {...part} />
        <Text {...part} name="name" label="Name" maxlength={100} required />
        <fieldset>
          <legend>Kind</legend>
          <Chosen {...kind} on="webhook" label="Webhook: signed JSON to a program of yours">
            <Text {...part} name="webhook.url" label="Address" placeholder="https://…" maxlength={2000} />
          </Chosen>
          <Chosen {...kind} on="mail" label="E-mail">
            {mail ? (
              <Text {...part} name="mail.to" label="To" placeholder="desk@example.com" />
            ) : (
              <p class="hint">
                No mail server is set: whoever runs this Chipwire sets <code>CHIPWIRE_SMTP_URL</code> and{' '}
                <code>CHIPWIRE_MAIL_FROM</code>.
              </p>
            )}
          </Chosen>
          {(['slack', 'discord', 'teams'] as const).map((name) => (
            <Chosen {...kind} on={name} label={chats[name]}>
              <Text
                {...part}
                name={`${name}.url`}
                label="Address of the incoming webhook"
                placeholder="https://…"
                maxlength={2000}
              />
              <p class="hint">{whereFrom[name]}</p>
            </Chosen>
          ))}
          <Chosen {...kind} on="ntfy" label="ntfy: to phones">
            <div class="fields">
              <Text {...part} name="ntfy.topic" label="Topic" />
              <Text {...part} name="ntfy.server" label="Server" placeholder="https://ntfy.sh" />
              <Text {...part} name="ntfy.token" label="Token (may be empty)" />
            </div>
            <p class="hint">
              Subscribe to the same topic in the ntfy app. Whoever guesses the name of a topic without a token
              can read it.
            </p>
          </Chosen>
        </fieldset>
        <button type="submit">Add</button>
      </form>
    </section>
  );
}

/** Where its address is found. */
const whereFrom = {
  slack: 'In Slack: Apps → Incoming Webhooks → Add to Slack; choose a channel and copy the address.',
  discord: 'In Discord: channel settings → Integrations → Webhooks → New webhook; copy the address.',
  teams:
    'In Teams: channel → Workflows → “Post to a channel when a webhook request is received”; copy the address.',
} as const;

const chats = { slack: 'Slack, Mattermost', discord: 'Discord', teams: 'Microsoft Teams' } as const;
