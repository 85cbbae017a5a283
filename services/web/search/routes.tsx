import type { Context, Hono } from 'hono';
import { listSavedSearches, removeSavedSearch } from '../../../db/savedSearches.ts';
import { callerOf } from '../../api/access.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { covers } from '../../api/permissions.ts';
import { newSearchShape } from '../../api/savedSearches.ts';
import { changeSearch, mostSavedSearches, saveSearch } from '../../queries/savedSearches.ts';
import { counted, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { securityHeaders } from '../layout/answer.tsx';
import { originOf } from '../layout/origin.ts';
import type { Asked, PageTools } from '../layout/pageTools.ts';
import { orFaults, readForm } from '../parts/forms.ts';
import { inWords } from '../parts/inWords.tsx';
import { faultsIn } from '../parts/issueWords.ts';
import { idIn, idPattern } from '../parts/saving.ts';
import { asksForNothing } from './conditions.tsx';
import { countLately } from './lately.ts';
import type { Saving } from './saved.tsx';
import { readSearch } from './search.tsx';
import { SearchPage } from './searchPage.tsx';
import { suggestedEntities, suggestionsAt } from './suggestions.ts';

export function addSearchPages(pages: Hono, tools: PageTools): void {
  pages.get('/search', async (c) => {
    const asked = Object.entries(c.req.query());
    // A form sends its empty fields too; without them the address is short enough to keep and to send on.
    if (asked.some(([, value]) => value === ''))
      return c.redirect(addressOf('/search', Object.fromEntries(asked)), 302);
    return show(c, tools, (name) => c.req.query(name));
  });
  addSuggestions(pages, tools);
  addSaving(pages, tools);
}

interface NotSaved {
  saving?: Saving;
  renaming?: { id: number; name: string; fault: string };
}

/** The page of the search that `asked` asks for, with what could not be saved. */
async function show(c: Context, { orm, now, answer }: PageTools, asked: Asked, notSaved: NotSaved = {}) {
  const read = await readSearch(orm, asked, now());
  const { owner, scope } = callerOf(c);
  const listed =
    owner !== null && asksForNothing(read.fields) && asked('cursor') === undefined
      ? await listSavedSearches(orm, owner, mostSavedSearches)
      : [];
  const page = (
    <SearchPage
      {...{ read, now: now(), renaming: notSaved.renaming, said: asked('said'), origin: originOf(c) }}
      saved={await countLately(orm, listed, now())}
      saving={owner !== null && covers(scope, 'write') ? (notSaved.saving ?? {}) : undefined}
    />
  );
  const failed = !read.found || notSaved.saving || notSaved.renaming;
  return answer(c, page, failed ? 400 : 200);
}

const mostTyped = 1000;

/** What may be meant while a query, or an entity's name, is being typed. */
function addSuggestions(pages: Hono, { orm, now }: PageTools): void {
  pages.get('/search/suggestions', async (c) => {
    const typed = (c.req.query('typed') ?? '').slice(0, mostTyped).replaceAll('\0', ' ');
    const at = Math.min(Number(c.req.query('at')) || 0, typed.length);
    const found =
      c.req.query('only') === 'entity'
        ? { start: 0, end: typed.length, suggestions: await suggestedEntities(orm, typed) }
        : await suggestionsAt(orm, typed, at, now());
    const n = found.suggestions.length;
    const says = n === 0 ? say('no suggestions') : counted(n, 'suggestion');
    return c.json({ ...found, says }, 200, { ...securityHeaders, 'cache-control': 'no-store' });
  });
}

/** Forms that save searches, rename and delete them. */
function addSaving(pages: Hono, tools: PageTools): void {
  const { orm, now, missing } = tools;
  const back = (c: Context, path: string, said: string) => c.redirect(withWord(path, said), 303);
  const noSuch = (c: Context) => missing(c, say('You have no saved search with this number.'));

  pages.post('/searches', async (c) => {
    const { fields } = await readForm(c);
    const { name = '', query = '', sort = 'newest', back: from = '' } = fields;
    const path = /^\/search(\?|$)/.test(from) ? from : '/search';
    const read = newSearchShape.safeParse({ name, query, sort });
    const saved = read.success
      ? await orFaults(saveSearch(orm, ownerOf(c), read.data, now()))
      : faultsIn(read.error);
    if (typeof saved === 'number') return back(c, path, 'saved');
    return show(c, tools, askedBy(path), { saving: { name, fault: told(saved) } });
  });

  pages.post(`/searches/${idPattern}`, async (c) => {
    const { name = '' } = (await readForm(c)).fields;
    const id = idIn(c);
    const read = newSearchShape.shape.name.safeParse(name);
    const renamed = read.success
      ? await orFaults(changeSearch(orm, { owner: ownerOf(c), id }, { name: read.data }, now()))
      : faultsIn(read.error);
    if (renamed === false) return noSuch(c);
    if (renamed === true) return back(c, '/search', 'saved');
    return show(c, tools, () => undefined, { renaming: { id, name, fault: told(renamed) } });
  });

  pages.post(`/searches/${idPattern}/delete`, async (c) =>
    (await removeSavedSearch(orm, ownerOf(c), idIn(c))) ? back(c, '/search', 'deleted') : noSuch(c),
  );
}

const told = (faults: readonly { detail: string }[]) => faults.map(({ detail }) => inWords(detail)).join(' ');

/** What the address of a search asks for. */
function askedBy(path: string): Asked {
  const { searchParams } = new URL(path, 'http://chipwire.invalid');
  return (name) => (name === 'said' ? undefined : (searchParams.get(name) ?? undefined));
}

function withWord(path: string, said: string): string {
  const { pathname, searchParams } = new URL(path, 'http://chipwire.invalid');
  return addressOf(pathname, { ...Object.fromEntries(searchParams), said });
}
