import type { Hono } from 'hono';
import { listInstruments } from '../../../db/instruments.ts';
import { conditional } from '../../api/conditional.ts';
import { day as dayParameter } from '../../api/parameters.ts';
import { calendarType } from '../../export/ics.ts';
import { differences } from '../../search/events/contradictions.ts';
import { inLanguage, languages } from '../language/language.ts';
import { languageOf } from '../language/speaking.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { dayMs } from '../parts/times.tsx';
import { oneOf } from './board.tsx';
import { clockCalendar } from './calendar.ts';
import { askedFilter, chosenClocks, loadBoard } from './clockBoard.ts';
import { ClocksPage } from './clocks.tsx';
import { ContradictionsPage, loadConflicts } from './contradictions.tsx';
import { FirstsPage, loadFirsts } from './firsts.tsx';
import { InstrumentsPage, narrowings } from './instruments.tsx';
import { askedLedger, chosenReleases, loadLedger } from './ledger.ts';
import { ledgerCsv } from './ledgerCsv.ts';
import { ReleasesPage } from './releases.tsx';
import { fates, loadEarly, RumoursPage } from './rumours.tsx';

/** What is read of thousands of sentences may be this old. */
const minute = 60_000;

export function addBoardPages(pages: Hono, { orm, now, answer }: PageTools): void {
  const board = remember(minute, now, () => loadBoard(orm, now()));

  pages.get('/clocks', async (c) => {
    const asked = (name: string) => c.req.query(name);
    const props = {
      filter: askedFilter(asked),
      allPast: asked('past') === 'all',
      home: c.req.url,
      now: now(),
    };
    return answer(c, <ClocksPage board={await board()} {...props} />);
  });

  pages.get('/instruments', async (c) => {
    const asked = c.req.query('on') || undefined;
    const day = asked === undefined ? undefined : dayAsked(asked);
    const badDay = asked !== undefined && day === undefined ? asked.slice(0, 40) : undefined;
    const on = day ?? now();
    const rules = await listInstruments(orm, undefined, day && new Date(day.getTime() + dayMs));
    const narrowing = oneOf(narrowings, c.req.query('only'));
    return answer(c, <InstrumentsPage {...{ rules, on, now: now(), narrowing, badDay }} />);
  });

  const ledger = remember(minute, now, () => loadLedger(orm));

  pages.get('/releases', async (c) => {
    const filter = askedLedger((name) => c.req.query(name));
    return answer(c, <ReleasesPage ledger={await ledger()} filter={filter} />);
  });

  pages.get('/releases.csv', async (c) => {
    const { releases } = await ledger();
    const chosen = chosenReleases(
      releases,
      askedLedger((name) => c.req.query(name)),
    );
    return c.body(ledgerCsv(chosen), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="chipwire-releases.csv"',
      'x-content-type-options': 'nosniff',
    });
  });

  const early = remember(minute, now, () => loadEarly(orm, now()));
  pages.get('/rumours', async (c) =>
    answer(c, <RumoursPage early={await early()} fate={oneOf(fates, c.req.query('fate'))} />),
  );

  const firsts = remember(minute, now, () => loadFirsts(orm));
  pages.get('/firsts', async (c) => answer(c, <FirstsPage told={await firsts()} />));

  const conflicts = remember(minute, now, () => loadConflicts(orm, now()));
  pages.get('/contradictions', async (c) => {
    const differ = oneOf(differences, c.req.query('differ'));
    return answer(c, <ContradictionsPage conflicts={await conflicts()} differ={differ} />);
  });

  pages.get('/clocks.ics', async (c) => {
    const { clocks } = await board();
    const spoken = oneOf(languages, c.req.query('language')) ?? languageOf(c);
    const chosen = chosenClocks(
      clocks,
      askedFilter((name) => c.req.query(name)),
    );
    const file = inLanguage(spoken, () => clockCalendar(chosen, new URL(c.req.url), now()));
    return conditional(c, file, calendarType, {
      'cache-control': 'max-age=300',
      'content-disposition': 'inline; filename="chipwire-clocks.ics"',
      'x-content-type-options': 'nosniff',
    });
  });
}

/** A day that an address names; undefined for what is none. */
function dayAsked(text: string): Date | undefined {
  const { success, data } = dayParameter.safeParse(text);
  return success ? new Date(data) : undefined;
}
