import type { Key } from '../../../db/keys.ts';
import { type KeyScope, keyScopes } from '../../../db/schema.ts';
import type { ToldKey } from '../../keys/keys.ts';
import type { AskedFault } from '../../watch/fault.ts';
import type { Fields } from '../alerts/alertFields.ts';
import { Say, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import { Act, Said } from '../parts/acts.tsx';
import { Chosen, Faults, Text } from '../parts/controls.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago, ShortDay } from '../parts/times.tsx';

interface KeysProps {
  /** Those that hold first. */
  keys: Key[];
  /** What the form for a new one holds. */
  fields: Fields;
  faults: readonly AskedFault[];
  /** Made or given another secret just now; it is known never again. */
  told: ToldKey | undefined;
  /** Whether anybody holds a key for administration, so that this machine’s programs may only read without one. */
  guarded: boolean;
  /** Whose page it is. */
  own: string | null;
  said: string | undefined;
  now: Date;
}

/** Who may use this Chipwire, and how: for administrators. */
export function KeysPage(props: KeysProps) {
  const { keys, told, own, now } = props;
  return (
    <Page title={say('Keys')}>
      <h1>{say('Keys')}</h1>
      <p class="lead">
        {say(
          'Whoever opens Chipwire from elsewhere, and every program, needs a key. Alerts and channels belong to one.',
        )}
      </p>
      <Said word={props.said} />
      {told && <Told told={told} own={own} />}
      {keys.length === 0 ? (
        <p class="none">{say('There is no key yet.')}</p>
      ) : (
        <KeyList {...{ keys, own, now }} />
      )}
      <NewKey {...props} />
      <p>
        <a href="/sign-in">{say('Sign in or out')}</a>
      </p>
    </Page>
  );
}

const Told = ({ told: { id, name, key }, own }: { told: ToldKey; own: string | null }) => (
  <div class="notice good" role="status">
    <p>
      <Say
        sentence="This is the key “{name}”. Keep it now: it is shown this once. People sign in with it; programs send it as {header}."
        name={name}
        header={<code>authorization: Bearer …</code>}
      />
      {id === own && ` ${say('It is your own: sign in with it again.')}`}
    </p>
    <p class="secret">
      <code>{key}</code>
    </p>
  </div>
);

/** What a key may do, in few words. */
export const scopeName = (scope: KeyScope): string => say(scopeNames[scope]);
const scopeNames = {
  read: 'read',
  write: 'read and write',
  admin: 'read, write and administer',
} as const;

function KeyList({ keys, own, now }: Pick<KeysProps, 'keys' | 'own' | 'now'>) {
  return (
    <section aria-labelledby="held">
      <h2 id="held" class="hidden">
        {say('Keys that there are')}
      </h2>
      <ul class="owned keys">
        {keys.map((key) => (
          <li>
            <div>
              <h3>
                {key.name}
                {key.id === own && <span class="other">{say('your own')}</span>}
              </h3>
              <code class="under">{key.id}</code>
            </div>
            <div>
              {scopeName(key.scope)}
              <span class="under">
                <Say sentence="made on {day}" day={<ShortDay at={key.madeAt} />} />
                {' · '}
                <Say sentence="last used: {time}" time={<Ago at={key.lastUsedAt} now={now} />} />
              </span>
            </div>
            <div>
              {key.revoked ? (
                <StateSign of="removed" sign="✕">
                  {say('revoked')}
                </StateSign>
              ) : (
                <KeyActs {...key} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Both can’t be taken back: each asks a second time. */
const KeyActs = ({ id }: Key) => (
  <details>
    <summary>{say('Change …')}</summary>
    <p class="hint">
      {say('Another secret: the old one opens nothing from then on, and its browsers are signed out.')}
    </p>
    <Act small to={`/keys/${id}/rotate`} says={say('Give it another secret')} />
    <p class="hint">{say('Revoked keys open nothing more, for good; their alerts are told to nobody.')}</p>
    <Act small to={`/keys/${id}/revoke`} says={say('Revoke it')} />
  </details>
);

const scopeWords = {
  read: 'Read: the archive and what is its own; tries alerts, saves nothing',
  write: 'Write: also alerts, channels, saved searches, corrections and rulings on stories',
  admin: 'Administer: also feeds and keys',
} as const;

function NewKey({ fields, faults, guarded }: Pick<KeysProps, 'fields' | 'faults' | 'guarded'>) {
  const part = { fields, faults };
  return (
    <section aria-labelledby="new">
      <h2 id="new">{say('Make a key')}</h2>
      <form class="alert-form" method="post" action="/keys">
        <Faults {...part} called={{ name: 'For whom or what it is' }} />
        <Text
          {...part}
          {...{ name: 'name', label: say('For whom or what it is'), maxlength: 100, required: true }}
          placeholder={say('Desk in Brussels')}
        />
        <fieldset>
          <legend>{say('What it may do')}</legend>
          {keyScopes.map((scope) => (
            <Chosen {...part} by="scope" on={scope} label={say(scopeWords[scope])}>
              {scope === 'admin' && !guarded && (
                <p class="hint">
                  {say(
                    'The first key of this kind ends that programs and browsers on this machine may change things without one: sign in with it then.',
                  )}
                </p>
              )}
            </Chosen>
          ))}
        </fieldset>
        <button type="submit">{say('Make the key')}</button>
      </form>
    </section>
  );
}
