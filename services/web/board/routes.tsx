import type { Context, Hono } from 'hono';
import { listInstruments } from '../../../db/instruments.ts';
import { conditional } from '../../api/conditional.ts';
import { day as dayParameter } from '../../api/parameters.ts';
import { calendarType } from '../../export/ics.ts';
import { differences } from '../../search/events/contradictions.ts';
import { inLanguage, languages } from '../language/language.ts';
import { languageOf } from '../language/speaking.ts';
import { originOf } from '../layout/origin.ts';
import type { Asked, PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { dayMs } from '../parts/times.tsx';
import { oneOf } from './board.tsx';
import { clockCalendar } from './calendar.ts';
import { askedFilter, chosenClocks, loadBoard } from './clockBoard.ts';
import { ClocksPage } from './clocks.tsx';
import { ContradictionsPage, loadConflicts } from './contradictions.tsx';
import { ControlsPage, findControls, loadGround } from './controls.tsx';
import { FirstsPage, loadFirsts } from './firsts.tsx';
import { InstrumentsPage, narrowings } from './instruments.tsx';
import { askedLedger, chosenReleases, loadLedger } from './ledger.ts';
import { ledgerCsv } from './ledgerCsv.ts';
import { ReleasesPage } from './releases.tsx';
import { fates, loadEarly, RumoursPage } from './rumours.tsx';

/** What is made of thousands of sentences may be so old. */
const aWhile = 5 * 60_000;
/** So old a board is still shown while it is being made anew. */
const anHour = 3_600_000;

const askedOf =
  (c: Context): Asked =>
  (name) =>
    c.req.query(name);

export function addBoardPages(pages: Hono, tools: PageTools): void {
  addClocks(pages, tools);
  addInstruments(pages, tools);
  addControls(pages, tools);
  addReleases(pages, tools);
  addTold(pages, tools);
}

function addClocks(pages: Hono, { orm, now, home, answer }: PageTools): void {
  const board = remember(aWhile, now, () => loadBoard(orm, now()), anHour);

  pages.get('/clocks', async (c) => {
    const asked = askedOf(c);
    const shown = { filter: askedFilter(asked), allPast: asked('past') === 'all', now: now() };
    return answer(c, <ClocksPage board={await board()} home={home ?? originOf(c)} {...shown} />);
  });

  pages.get('/clocks.ics', async (c) => {
    const asked = askedOf(c);
    const chosen = chosenClocks((await board()).clocks, askedFilter(asked));
    const spoken = oneOf(languages, asked('language')) ?? languageOf(c);
    const file = inLanguage(spoken, () => clockCalendar(chosen, home ?? originOf(c), now()));
    return conditional(c, file, calendarType, {
      'cache-control': 'private, max-age=300',
      'content-disposition': 'inline; filename="chipwire-clocks.ics"',
      'x-content-type-options': 'nosniff',
      vary: 'accept-language, cookie',
    });
  });
}

function addInstruments(pages: Hono, { orm, now, answer }: PageTools): void {
  const rulesNow = remember(aWhile, now, () => listInstruments(orm), anHour);

  pages.get('/instruments', async (c) => {
    const { day, badDay } = dayAsked(c.req.query('on'));
    const told = day && new Date(day.getTime() + dayMs);
    const rules = await (told && told <= now() ? listInstruments(orm, undefined, told) : rulesNow());
    const narrowing = oneOf(narrowings, c.req.query('only'));
    const named = (c.req.query('name') ?? '').trim().slice(0, 100);
    return answer(
      c,
      <InstrumentsPage {...{ rules, on: day ?? now(), now: now(), narrowing, named, badDay }} />,
    );
  });
}

function addControls(pages: Hono, { orm, now, answer }: PageTools): void {
  const ground = remember(aWhile, now, () => loadGround(orm), anHour);

  pages.get('/controls', async (c) => {
    const { day, badDay } = dayAsked(c.req.query('on'));
    const typed = (c.req.query('entity') ?? '').trim().slice(0, 100);
    const asked = { typed, on: day ?? now(), badDay, thenKnown: c.req.query('known') === 'then' };
    const [found, known] = await Promise.all([findControls(orm, asked), ground()]);
    return answer(c, <ControlsPage {...{ asked, found }} ground={known} />);
  });
}

function addReleases(pages: Hono, { orm, now, answer }: PageTools): void {
  const ledger = remember(aWhile, now, () => loadLedger(orm), anHour);

  pages.get('/releases', async (c) =>
    answer(c, <ReleasesPage ledger={await ledger()} filter={askedLedger(askedOf(c))} />),
  );

  pages.get('/releases.csv', async (c) => {
    const chosen = chosenReleases((await ledger()).releases, askedLedger(askedOf(c)));
    return c.body(ledgerCsv(chosen), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="chipwire-releases.csv"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
  });
}

function addTold(pages: Hono, { orm, now, answer }: PageTools): void {
  const early = remember(aWhile, now, () => loadEarly(orm, now()), anHour);
  pages.get('/rumours', async (c) =>
    answer(c, <RumoursPage early={await early()} fate={oneOf(fates, c.req.query('fate'))} />),
  );

  const firsts = remember(aWhile, now, () => loadFirsts(orm), anHour);
  pages.get('/firsts', async (c) => answer(c, <FirstsPage told={await firsts()} />));

  const conflicts = remember(aWhile, now, () => loadConflicts(orm, now()), anHour);
  pages.get('/contradictions', async (c) => {
    const differ = oneOf(differences, c.req.query('differ'));
    return answer(c, <ContradictionsPage conflicts={await conflicts()} differ={differ} />);
  });
}

/** The day that an address names; what is none, to be mended. */
function dayAsked(text: string | undefined): { day?: Date; badDay: string | undefined } {
  if (!text) return { badDay: undefined };
  const { success, data } = dayParameter.safeParse(text);
  return success ? { day: new Date(data), badDay: undefined } : { badDay: text.slice(0, 40) };
}
