import type { PropsWithChildren } from 'hono/jsx';
import { type Sentence, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';

/** The pages of the board, by their addresses. */
const parts = {
  '/clocks': 'Clocks',
  '/instruments': 'Rules in law and press',
  '/releases': 'Model releases',
  '/rumours': 'Early reports',
  '/firsts': 'First language',
  '/contradictions': 'Contradictions',
} as const satisfies Record<string, Sentence>;
export type BoardPath = keyof typeof parts;

/** A page of the board, with the ways to the others. */
export function Board({ path, children }: PropsWithChildren<{ path: BoardPath }>) {
  return (
    <Page title={say(parts[path])} section="clocks">
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
