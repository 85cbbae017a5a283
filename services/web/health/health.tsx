import { type Checked, type Fact, type Facts, size, time, worst } from '../../health/check.ts';
import { findings, type State } from '../../health/findings.ts';
import { number, type Sentence, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Moment } from '../parts/times.tsx';
import { checkTitles } from './titles.ts';

const refreshSeconds = 30;

const summaries: Record<State, Sentence> = {
  well: 'All is well.',
  doubtful: 'It works; somebody should look at some of it.',
  failing: 'Something does not work.',
};

const stateWords: Record<State, { word: Sentence; sign: string }> = {
  well: { word: 'well', sign: '✓' },
  doubtful: { word: 'doubtful', sign: '!' },
  failing: { word: 'not working', sign: '✕' },
};

/** How each part of Chipwire is, what does not work first. */
export function HealthPage({ checks, now }: { checks: Checked[]; now: Date }) {
  const order: State[] = ['failing', 'doubtful', 'well'];
  const sorted = order.flatMap((state) => checks.filter((check) => check.state === state));
  return (
    <Page title={say('How Chipwire is doing')} refresh={refreshSeconds}>
      <h1>{say('How Chipwire is doing')}</h1>
      <p class={`lead health ${worst(checks)}`} role="status">
        {say(summaries[worst(checks)])}
      </p>
      <section class="scroll" tabindex={0} aria-label={say('What was looked at')}>
        <table class="list health">
          <thead>
            <tr>
              <th scope="col">{say('What')}</th>
              <th scope="col">{say('State')}</th>
              <th scope="col">{say('What was found, and what to do')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((check) => (
              <CheckRow check={check} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="hint">
        {say('Looked at')} <Moment at={now} />.{' '}
        {say(
          'The page looks again by itself. Whoever runs this Chipwire learns more from {command}; programs read {address}.',
          { command: 'chipwire doctor', address: '/readyz' },
        )}
      </p>
    </Page>
  );
}

function CheckRow({ check: { name, code, state, facts = {} } }: { check: Checked }) {
  const { says, ...more } = findings[code];
  const { word, sign } = stateWords[state];
  const filled = inWords(facts);
  return (
    <tr>
      <th scope="row">{say(checkTitles[name] ?? 'Something else')}</th>
      <td>
        <StateSign of={state} sign={sign}>
          {say(word)}
        </StateSign>
      </td>
      <td>
        {say(says, filled)}
        {'todo' in more && <span class="under">{say(more.todo, filled)}</span>}
      </td>
    </tr>
  );
}

const inWords = (facts: Facts) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, factInWords(fact)]));

function factInWords(fact: Fact): string | number {
  if (typeof fact !== 'object') return fact;
  if ('bytes' in fact) {
    const { amount, unit } = size(fact.bytes);
    return `${number(amount, Math.abs(amount) < 10 ? 1 : 0)} ${unit}`;
  }
  const { amount, unit } = time(fact.seconds);
  const n = number(amount, Number.isInteger(amount) || Math.abs(amount) >= 10 ? 0 : 1);
  return say(amountsOfTime[unit], { n });
}

const amountsOfTime = { d: '{n} d', h: '{n} h', min: '{n} min', s: '{n} s' } as const;
