import type { ListedChannel } from '../../../db/channels.ts';
import type { ListedDelivery } from '../../../db/deliveries.ts';
import { maskedTarget } from '../../watch/channels.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { Say, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Act, Said } from '../parts/acts.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import type { Fields } from './alertFields.ts';
import { NewChannel } from './channelForm.tsx';
import { kindName } from './channelKinds.ts';
import { NextTry } from './deliveries.tsx';
import type { Draft } from './draft.ts';
import { AlertTabs } from './tabs.tsx';
import { TestResult } from './testResult.tsx';

interface ChannelsProps {
  channels: ListedChannel[];
  /** Of the test that was just sent. */
  test: ListedDelivery[];
  /** What the form for a new one holds. */
  fields: Fields;
  faults: readonly AskedFault[];
  /** Whether a mail server is set. */
  mail: boolean;
  said: string | undefined;
  /** What signs for a webhook, right after it was made; it is known never again. */
  secret?: { name: string; secret: string } | undefined;
  /** The form of an alert that waits for a channel. */
  draft: Draft | null;
  /** The channel that was just added. */
  added: number | undefined;
  now: Date;
}

/** Where an owner’s alerts are sent, and how that goes. */
export function ChannelsPage(props: ChannelsProps) {
  const { channels, draft, now } = props;
  return (
    <Page title={say('Channels')} section="alerts">
      <h1>{say('Channels')}</h1>
      <AlertTabs here="channels" />
      {draft && (
        <p class="back">
          <a href={draft.to(props.added)}>{say('Back to your alert, as you left it')}</a>
        </p>
      )}
      <Said word={props.said} />
      <TestResult deliveries={props.test} here="/channels" />
      {props.secret && <Secret {...props.secret} />}
      {channels.length === 0 ? (
        <p class="lead">
          {say('A channel is where alerts are sent. Add the first one below, and send it a test.')}
        </p>
      ) : (
        <ChannelList {...{ channels, now }} />
      )}
      <NewChannel {...props} />
    </Page>
  );
}

const Secret = ({ name, secret }: { name: string; secret: string }) => (
  <div class="notice good" role="status">
    <p>
      <Say
        sentence="This signs what “{name}” is sent. Keep it now: it is shown this once. The libraries of {standard} check signatures with it."
        name={name}
        standard={
          <a href="https://www.standardwebhooks.com/" rel="noopener noreferrer">
            Standard Webhooks
          </a>
        }
      />
    </p>
    <p class="secret">
      <code>{secret}</code>
    </p>
  </div>
);

function ChannelList({ channels, now }: Pick<ChannelsProps, 'channels' | 'now'>) {
  return (
    <section aria-labelledby="yours">
      <h2 id="yours" class="hidden">
        {say('Your channels')}
      </h2>
      <ul class="owned channels">
        {channels.map((channel) => (
          <li id={`channel-${channel.id}`}>
            <div>
              <h3>
                {channel.name} <span class="other">{kindName(channel.kind)}</span>
              </h3>
              <span class="under">{Object.values(maskedTarget(channel.target)).join(' · ')}</span>
              <span class="under">{say('Alerts that tell through it: {n}', { n: channel.alerts })}</span>
            </div>
            <div>
              <State channel={channel} now={now} />
            </div>
            <ChannelActs channel={channel} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const states = {
  ok: { sign: '●', word: 'working' },
  untried: { sign: '○', word: 'not tried yet' },
  failing: { sign: '▼', word: 'failing' },
  off: { sign: '✕', word: 'off' },
} as const;

function State({ channel, now }: { channel: ListedChannel; now: Date }) {
  const { state, reason, retryAt, lastDeliveredAt } = channel;
  const shown = state === 'ok' && lastDeliveredAt === null ? 'untried' : state;
  return (
    <>
      <StateSign of={shown === 'untried' ? 'new' : state} sign={states[shown].sign}>
        {say(states[shown].word)}
      </StateSign>
      {reason && (
        <span class="under" lang="en">
          {reason}
        </span>
      )}
      {state === 'failing' && retryAt && <NextTry at={retryAt} now={now} />}
      {lastDeliveredAt && (
        <span class="under">
          <Say sentence="last delivered {time}" time={<Ago at={lastDeliveredAt} now={now} />} />
        </span>
      )}
    </>
  );
}

function ChannelActs({ channel: { id, kind, state } }: { channel: ListedChannel }) {
  const here = `/channels/${id}`;
  return (
    <div class="acts">
      {state !== 'off' && <Act small to={`${here}/test`} says={say('Send a test')} />}
      {state === 'off' ? (
        <Act small to={`${here}/on`} says={say('Switch on')} />
      ) : (
        <Act small to={`${here}/off`} says={say('Switch off')} />
      )}
      <details>
        <summary>{say('More …')}</summary>
        <div class="acts">
          <a href={addressOf('/deliveries', { channel: id })}>{say('What was sent')}</a>
          {kind === 'webhook' && <Act small to={`${here}/rotate`} says={say('Make another secret')} />}
          <Act small to={`${here}/delete`} says={say('Delete it, with its log')} />
        </div>
      </details>
    </div>
  );
}
