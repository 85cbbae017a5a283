import type { ListedAlert } from '../../../db/alerts.ts';
import type { ListedChannel } from '../../../db/channels.ts';
import type { ListedDelivery } from '../../../db/deliveries.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Said } from '../parts/acts.tsx';
import { DeliveryLog } from './deliveries.tsx';
import { AlertTabs } from './tabs.tsx';

/** What the log is asked for, as it stands in the address. */
export type AskedLog = Record<'alert' | 'channel' | 'state', string>;

interface LogPageProps {
  asked: AskedLog;
  alerts: ListedAlert[];
  channels: ListedChannel[];
  deliveries: ListedDelivery[];
  /** `before` of the next page; null on the last. */
  next: number | null;
  first: boolean;
  said: string | undefined;
  now: Date;
}

/** All that was sent, by alert, channel and what became of it. */
export function DeliveriesPage({ asked, deliveries, next, first, said, now, ...choices }: LogPageProps) {
  const here = addressOf('/deliveries', { ...asked });
  return (
    <Page title={say('What was sent')} section="alerts">
      <h1>{say('What was sent')}</h1>
      <AlertTabs here="deliveries" />
      <Said word={said} />
      <Filter asked={asked} {...choices} />
      <h2 class="hidden">{say('Messages, the newest first')}</h2>
      {deliveries.length === 0 && here !== '/deliveries' ? (
        <p class="none">{say('Nothing of this kind was sent.')}</p>
      ) : (
        <DeliveryLog {...{ deliveries, now }} back={here} />
      )}
      <p class="pages">
        {!first && <a href={here}>{say('← Newest')}</a>}
        {next !== null && <a href={addressOf('/deliveries', { ...asked, before: next })}>{say('Older →')}</a>}
      </p>
      <p class="hint">{say('The log is kept for 90 days.')}</p>
    </Page>
  );
}

type Options = (readonly [value: string, words: string])[];

function Filter({ asked, alerts, channels }: Pick<LogPageProps, 'asked' | 'alerts' | 'channels'>) {
  const states: Options = [
    ['pending', say('on its way')],
    ['delivered', say('delivered')],
    ['failed', say('given up')],
  ];
  return (
    <form class="filter" action="/deliveries">
      <div class="fields row">
        <Choice name="alert" label={say('Alert')} value={asked.alert} options={alerts.map(named)} />
        <Choice name="channel" label={say('Channel')} value={asked.channel} options={channels.map(named)} />
        <Choice name="state" label={say('Outcome')} value={asked.state} options={states} />
        <button type="submit">{say('Show')}</button>
      </div>
    </form>
  );
}

const named = ({ id, name }: { id: number; name: string }) => [String(id), name] as const;

interface ChoiceProps {
  name: keyof AskedLog;
  label: string;
  value: string;
  options: Options;
}

const Choice = ({ name, label, value, options }: ChoiceProps) => (
  <div class="field">
    <label for={`f-${name}`}>{label}</label>
    <select id={`f-${name}`} name={name}>
      <option value="">{say('Any')}</option>
      {options.map(([option, words]) => (
        <option value={option} selected={option === value}>
          {words}
        </option>
      ))}
    </select>
  </div>
);
