import type { PropsWithChildren } from 'hono/jsx';
import { type Sentence, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import { dateOf } from '../parts/times.tsx';
import type { ScriptName } from '../script/scripts.ts';

/** The pages of the board, by their addresses. */
const parts = {
  '/clocks': 'Clocks',
  '/instruments': 'Rules in law and press',
  '/controls': 'Who is controlled',
  '/releases': 'Model releases',
  '/rumours': 'Early reports',
  '/firsts': 'First language',
  '/contradictions': 'Contradictions',
} as const satisfies Record<string, Sentence>;
type BoardPath = keyof typeof parts;

type BoardProps = PropsWithChildren<{ path: BoardPath; scripts?: readonly ScriptName[] }>;

/** A page of the board, with the ways to the others. */
export function Board({ path, scripts, children }: BoardProps) {
  return (
    <Page title={say(parts[path])} section="clocks" {...(scripts ? { scripts } : {})}>
      <nav class="board-parts" aria-label={say('Parts of the board')}>
        <ul>
          {(Object.keys(parts) as BoardPath[]).map((each) => (
            <li>
              <a href={each} aria-current={each === path ? 'page' : undefined}>
                {say(parts[each])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h1>{say(parts[path])}</h1>
      {children}
    </Page>
  );
}

interface PickProps {
  name: string;
  label: string;
  options: readonly { value: string; says: string }[];
  chosen: string | undefined;
  /** What choosing none says. */
  any: string;
}

/** One choice of a filter: a list to pick from. */
export function Choose({ name, label, options, chosen, any }: PickProps) {
  return (
    <div class="field">
      <label for={`pick-${name}`}>{label}</label>
      <select id={`pick-${name}`} name={name}>
        <option value="">{any}</option>
        {options.map(({ value, says }) => (
          <option value={value} selected={value === chosen}>
            {says}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The day as of which something is told; what was typed and is no day stays there to be mended. */
export const DayField = ({ on, badDay }: { on: Date; badDay: string | undefined }) => (
  <div class="field">
    <label for="on">{say('As it stood on')}</label>
    <input
      id="on"
      name="on"
      type={badDay === undefined ? 'date' : 'text'}
      value={badDay ?? dateOf(on)}
      aria-invalid={badDay === undefined ? undefined : 'true'}
      aria-describedby={badDay === undefined ? undefined : 'fault-on'}
    />
    {badDay !== undefined && (
      <p class="fault" id="fault-on">
        {say('Write a day such as 2026-11-23; today is shown.')}
      </p>
    )}
  </div>
);

/** A form that narrows what a page of the board shows. */
export const Narrow = ({ path, children }: PropsWithChildren<{ path: BoardPath }>) => (
  <form action={path} method="get" class="filter board-filter">
    {children}
    <button type="submit">{say('Show')}</button>
  </form>
);

/** What of an address's parameter a page takes: one of the known values, otherwise nothing. */
export const oneOf = <Value extends string>(known: readonly Value[], asked: string | undefined) =>
  known.find((value) => value === asked);
