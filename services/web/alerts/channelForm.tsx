import type { AskedFault } from '../../watch/fault.ts';
import { Say, say } from '../language/say.tsx';
import { Chosen, Faults, type Part, Text } from '../parts/controls.tsx';
import type { Fields } from './alertFields.ts';
import type { Draft } from './draft.ts';

interface NewProps {
  /** What the form holds. */
  fields: Fields;
  faults: readonly AskedFault[];
  /** Whether a mail server is set. */
  mail: boolean;
  /** The form of an alert that waits for it. */
  draft: Draft | null;
}

/** Adds a channel; each kind says how it is set up. */
export function NewChannel({ fields, faults, mail, draft }: NewProps) {
  const part: Part = { fields, faults };
  const kind = { ...part, by: 'kind' };
  return (
    <section aria-labelledby="new">
      <h2 id="new">{say('Add a channel')}</h2>
      <form class="alert-form" method="post" action={`${draft?.here ?? '/channels'}#new`}>
        <Faults {...part} />
        <Text {...part} name="name" label={say('Name')} maxlength={100} required />
        <fieldset>
          <legend>{say('Kind')}</legend>
          <Chosen {...kind} on="webhook" label={say('Webhook: signed JSON to a program of yours')}>
            <Text
              {...part}
              {...{ name: 'webhook.url', label: say('Address'), placeholder: 'https://…', maxlength: 2000 }}
            />
            <p class="hint">
              {say(
                'The program takes a POST with JSON and answers 2xx within 15 seconds. What signs it is shown once the channel is added.',
              )}
            </p>
          </Chosen>
          <Chosen {...kind} on="mail" label={say('E-mail')}>
            {mail ? (
              <>
                <Text {...part} name="mail.to" label={say('To')} placeholder="desk@example.com" />
                <p class="hint">{say('Each mail has a link by which its reader ends it.')}</p>
              </>
            ) : (
              <p class="hint">
                <Say
                  sentence="No mail server is set: whoever runs this Chipwire sets {server} and {sender}."
                  server={<code>CHIPWIRE_SMTP_URL</code>}
                  sender={<code>CHIPWIRE_MAIL_FROM</code>}
                />
              </p>
            )}
          </Chosen>
          {(['slack', 'discord', 'teams'] as const).map((name) => (
            <Chosen {...kind} on={name} label={chats[name]}>
              <Text
                {...part}
                {...{ name: `${name}.url`, label: say('Address of the incoming webhook') }}
                {...{ placeholder: 'https://…', maxlength: 2000 }}
              />
              <p class="hint">{say(whereFrom[name])}</p>
            </Chosen>
          ))}
          <Chosen {...kind} on="ntfy" label={say('ntfy: to phones')}>
            <div class="fields">
              <Text {...part} name="ntfy.topic" label={say('Topic')} />
              <Text {...part} name="ntfy.server" label={say('Server')} placeholder="https://ntfy.sh" />
              <Text {...part} name="ntfy.token" label={say('Token (may be empty)')} />
            </div>
            <p class="hint">
              {say(
                'Subscribe to the same topic in the ntfy app. Whoever guesses the name of a topic without a token can read it.',
              )}
            </p>
          </Chosen>
        </fieldset>
        <button type="submit">{say('Add the channel')}</button>
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
