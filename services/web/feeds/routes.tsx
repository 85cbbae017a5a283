import type { Context, Hono } from 'hono';
import { changeFeed, pauseFeed, pollSoon, removeFeed } from '../../../db/addedFeeds.ts';
import { listFeedChanges } from '../../../db/coverage.ts';
import { feedFigures } from '../../../db/feedHealth.ts';
import { listFeeds, listPolls } from '../../../db/feeds.ts';
import { listArticles } from '../../../db/search.ts';
import { callerOf } from '../../api/access.ts';
import { covers } from '../../api/permissions.ts';
import { opml, opmlType } from '../../export/opml.ts';
import { addAskedFeeds, feedAt } from '../../feeds/add.ts';
import { readFeedHealth } from '../../feeds/health.ts';
import { outlinesOf, restMs } from '../../feeds/list.ts';
import { FileFault } from '../../import/found.ts';
import { readOpml } from '../../import/opml.ts';
import { type Sentence, say } from '../language/say.tsx';
import { addressOf, feedAddress, isStorable } from '../layout/address.ts';
import { securityHeaders } from '../layout/answer.tsx';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { readForm } from '../parts/forms.ts';
import { candidatesIn, feedsIn, settingsForAll, settingsIn } from './asked.ts';
import { FeedPage } from './feed.tsx';
import { FeedsPage } from './feeds.tsx';
import { FoundPage, fieldsFor } from './found.tsx';
import { ImportedPage, NotImportedPage } from './imported.tsx';
import { readView } from './shown.ts';

/** What feeds brought is counted over the whole archive. */
const figuresMs = 20_000;
const figuresStaleMs = 120_000;

const mayChange = (c: Context) => covers(callerOf(c).scope, 'admin');
const noSuchFeed = () => say('There is no feed with this id.');

/** Pages of feeds, and what their forms do. Whoever may not is stopped in front of them. */
export function addFeedPages(pages: Hono, tools: PageTools): void {
  addReading(pages, tools);
  addFinding(pages, tools);
  addImport(pages, tools);
  addActs(pages, tools);
}

function addReading(pages: Hono, { orm, now, answer, missing }: PageTools): void {
  const figures = remember(figuresMs, now, () => feedFigures(orm, now()), figuresStaleMs);

  pages.get('/feeds', async (c) => {
    const feeds = await readFeedHealth(orm, now(), await figures());
    const view = readView((name) => c.req.query(name));
    const props = { feeds, view, mayAdd: mayChange(c), said: c.req.query('said'), now: now() };
    return answer(c, <FeedsPage {...props} />);
  });

  pages.get('/feeds.opml', async (c) =>
    c.body(opml('Feeds of Chipwire', outlinesOf(await listFeeds(orm)), now()), 200, {
      ...securityHeaders,
      'content-type': opmlType,
      'content-disposition': 'attachment; filename="chipwire.opml"',
    }),
  );

  // Where a form was sent and its answer is loaded anew.
  for (const path of ['/feeds/find', '/feeds/import']) pages.get(path, (c) => c.redirect('/feeds#add', 303));

  pages.get('/feeds/:id', async (c) => {
    const page = await readFeedPage(c, { orm, now });
    return page ? answer(c, page) : missing(c, noSuchFeed());
  });
}

const pollsShown = 24;
const articlesShown = 10;
const changesShown = 20;

async function readFeedPage(c: Context, { orm, now }: Pick<PageTools, 'orm' | 'now'>, fault?: Sentence) {
  const id = c.req.param('id') ?? '';
  if (!isStorable(id)) return null;
  const [figures, polls, changes, articles] = await Promise.all([
    feedFigures(orm, now(), [id]),
    listPolls(orm, id, pollsShown + 1),
    listFeedChanges(orm, id, changesShown),
    listArticles(orm, { feed: id, copies: true, offTopic: true }, articlesShown),
  ]);
  const [feed] = await readFeedHealth(orm, now(), figures, [id]);
  if (!feed) return null;
  return (
    <FeedPage
      {...{ feed, articles, changes, fault }}
      {...{ mayChange: mayChange(c), said: c.req.query('said'), now: now() }}
      polls={polls.slice(0, pollsShown)}
      more={polls.length > pollsShown}
    />
  );
}

function addFinding(pages: Hono, { orm, now, answer, finder, missing }: PageTools): void {
  pages.post('/feeds/find', async (c) => {
    const { address = '' } = (await readForm(c)).fields;
    if (!finder) return missing(c, say('Nothing is fetched by this process.'));
    const { feeds, ...found } = await finder.find(address);
    const known = await listFeeds(orm);
    const candidates = feeds.map((preview) => ({
      ...{ url: preview.url, title: preview.title, preview, known: feedAt(known, preview.url) },
    }));
    const page = <FoundPage {...{ found, candidates }} fields={fieldsFor(candidates)} />;
    return answer(c, page, found.fault ? 400 : 200);
  });

  pages.post('/feeds', async (c) => {
    const { fields } = await readForm(c);
    const again = async (fault: Sentence) => {
      const known = await listFeeds(orm);
      const candidates = candidatesIn(fields).map((each) => ({ ...each, known: feedAt(known, each.url) }));
      const found = { address: fields.address ?? '', left: 0, fault: null, reason: null };
      return answer(c, <FoundPage {...{ found, candidates, fields, fault }} />, 400);
    };
    const asked = feedsIn(fields);
    if (typeof asked === 'string') return again(asked);
    const { added } = await addAskedFeeds(orm, asked, now());
    if (added.length === 0) return again('It is on the list already.');
    return c.redirect(
      added.length === 1
        ? addressOf(feedAddress(added[0]!.id), { said: 'added' })
        : addressOf('/feeds', { said: 'added-several' }),
      303,
    );
  });
}

/** More feeds than that are no one's reading. */
const mostImported = 500;

function addImport(pages: Hono, { orm, now, answer }: PageTools): void {
  pages.post('/feeds/import', async (c) => {
    const { file } = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
    const { fields } = await readForm(c);
    const settings = settingsForAll(fields);
    const refused = (fault: Sentence, reason?: string) =>
      answer(c, <NotImportedPage {...{ fault, ...(reason ? { reason } : {}) }} />, 400);
    if (!(file instanceof File)) return refused('Choose an OPML file.');
    if (typeof settings === 'string') return refused(settings);
    const polled = (await listFeeds(orm)).filter(({ state }) => state !== 'removed');
    const list = readList(new Uint8Array(await file.arrayBuffer()), settings.family, polled);
    if ('fault' in list) return refused('This file is no list of feeds that can be read.', list.fault);
    const asked = list.feeds.slice(0, mostImported).map(({ url, publisher, language }) => ({
      ...{ url, publisher, language, ...settings },
    }));
    const { added, refused: known } = await addAskedFeeds(orm, asked, now());
    const rejected = [
      ...list.rejected,
      ...known.map(({ url, publisher: title }) => ({ title, url, reason: 'is in the feed list already' })),
      ...list.feeds
        .slice(mostImported)
        .map(({ url, publisher: title }) => ({ title, url, reason: 'too many' })),
    ];
    return answer(c, <ImportedPage {...{ added, rejected }} />);
  });
}

function readList(bytes: Uint8Array, family: string, known: { url: string; id: string }[]) {
  try {
    return readOpml(bytes, { family, language: 'en' }, known);
  } catch (error) {
    if (error instanceof FileFault) return { fault: `It ${error.message}.` };
    throw error;
  }
}

function addActs(pages: Hono, tools: PageTools): void {
  const { orm, now, answer, missing } = tools;
  const back = (c: Context, said: string) =>
    c.redirect(addressOf(feedAddress(c.req.param('id') ?? ''), { said }), 303);

  /** A form of a feed that is on the list. */
  const act = (path: string, does: (c: Context, feed: { id: string }) => Promise<Response>) =>
    pages.post(`/feeds/:id/${path}`, async (c) => {
      const id = c.req.param('id');
      const [feed] = isStorable(id) ? await listFeeds(orm, [id]) : [];
      return feed && feed.state !== 'removed' ? does(c, feed) : missing(c, noSuchFeed());
    });

  act('pause', async (c, { id }) => {
    await pauseFeed(orm, id, true, now());
    return back(c, 'paused');
  });
  act('resume', async (c, { id }) => {
    await pauseFeed(orm, id, false, now());
    return back(c, 'resumed');
  });
  act('poll', async (c, { id }) => back(c, (await pollSoon(orm, id, now(), restMs)) ? 'polled' : 'rests'));
  act('remove', async (c, { id }) => {
    if (!(await removeFeed(orm, id, now()))) return back(c, '');
    return c.redirect(addressOf('/feeds', { said: 'removed' }), 303);
  });
  act('change', async (c, { id }) => {
    const settings = settingsIn((await readForm(c)).fields);
    if (typeof settings === 'string') return answer(c, (await readFeedPage(c, tools, settings))!, 400);
    return back(c, (await changeFeed(orm, id, settings)) ? 'changed' : '');
  });
}
