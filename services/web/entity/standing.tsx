import type { Entity } from '../../../db/entities.ts';
import type { controlStatus } from '../../api/controls.ts';
import { holdsBack } from '../../search/events/controls.ts';
import { counted, nameOf, Say, type Sentence, say } from '../language/say.tsx';
import { articleAddress, entityAddress } from '../layout/address.ts';
import { Sign } from '../parts/sentiment.tsx';
import { shortDay } from '../parts/times.tsx';

type Status = Awaited<ReturnType<typeof controlStatus>>;
type Control = Status['controls'][number];

interface StandingProps {
  status: Status;
  /** The entities that the controls name, for their names in Chinese. */
  known: ReadonlyMap<string, Pick<Entity, 'name' | 'nameZh'>>;
}

/** Those whom controls name. */
export const namedIn = ({ controls, family }: Status): string[] => [
  ...new Set(
    [...controls, ...family.flatMap((relative) => relative.controls)]
      .flatMap(({ by, rule }) => [by, rule])
      .flatMap((one) => one?.entityId ?? []),
  ),
  ...family.map(({ entityId }) => entityId),
];

/** Under which controls an entity stands today, by what articles say, each with the article that says so. */
export function ControlStanding({ status: { entityId, controls, family }, known }: StandingProps) {
  const own = controls.filter(({ state }) => state !== null);
  if (own.length === 0 && family.length === 0) return null;
  return (
    <div class="controls-held">
      <ul aria-label={say('Controls it stands under today, as articles tell')}>
        {own.map((control) => (
          <ControlLine {...{ control, known }} />
        ))}
      </ul>
      {family.length > 0 && (
        <details open={own.length === 0}>
          <summary>{say('Held back in its family: {n}', { n: family.length })}</summary>
          <ul>
            {family.map((relative) =>
              relative.controls.map((control) => <ControlLine {...{ control, known }} of={relative} />),
            )}
          </ul>
        </details>
      )}
      <p class="hint">
        {say('What articles of the archive say, not the law.')}{' '}
        <a href={`/v1/entities/${encodeURIComponent(entityId)}/status`}>{say('API call')}</a>
      </p>
    </div>
  );
}

const states: Record<NonNullable<Control['state']>, Sentence> = {
  listed: 'On {list} {since}',
  removed: 'Taken off {list} {since}',
  'licence-required': 'Licence required {since}',
  allowed: 'Licence granted {since}',
  refused: 'Licence refused {since}',
  banned: 'Banned {since}',
  discouraged: 'Purchases discouraged {since}',
};
const lists: Record<string, Sentence> = {
  'trade-list': 'a trade blacklist',
  'military-list': 'the military list',
  'chinese-list': 'a Chinese list',
};

type LineProps = { control: Control; of?: { entityId: string; name: string } } & Pick<StandingProps, 'known'>;

function ControlLine({ control: { control, state, by, rule, steps }, of, known }: LineProps) {
  const made = steps.findLast(({ changes }) => changes);
  if (state === null || !made) return null;
  const { to, from, dated } = made.days;
  const since = say(dated && from === to ? 'since {day}' : 'since {day} at the latest', {
    day: shortDay(new Date(to)),
  });
  const link = (one: { entityId: string; name: string }) => (
    <a href={entityAddress(one.entityId)}>{nameOf(known.get(one.entityId) ?? one)}</a>
  );
  const label = holdsBack(state) ? 'negative' : 'positive';
  const [source] = made.sources;
  return (
    <li>
      <span class={label}>
        <Sign label={label} />
      </span>{' '}
      {of && <>{link(of)}: </>}
      <strong>
        <Say
          sentence={states[state]}
          list={rule ? link(rule) : say(lists[control] ?? 'a trade blacklist')}
          since={since}
        />
      </strong>
      <span class="none">
        {by && <> · {link(by)}</>}
        {source && (
          <>
            {' · '}
            <a href={articleAddress(source.article.id)}>
              {say('told in {articles}', { articles: counted(made.told, 'article') })}
            </a>
          </>
        )}
      </span>
    </li>
  );
}
