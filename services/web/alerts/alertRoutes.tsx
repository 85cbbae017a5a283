import type { Context, Hono } from 'hono';
import { type ListedAlert, listAlerts, removeAlert } from '../../../db/alerts.ts';
import { removeMute } from '../../../db/mutes.ts';
import { feedAddresses } from '../../api/alertFeeds.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { pauseAlert, testAlert } from '../../watch/alerts.ts';
import { makeFeed, removeFeed } from '../../watch/feeds.ts';
import { mute } from '../../watch/mutes.ts';
import { addressOf, alertAddress } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn, orFaults, readForm, unkept } from '../parts/forms.ts';
import { alertIn, idIn, idPattern, noSuchAlert } from '../parts/saving.ts';
import { AlertPage, readAlertPage } from './alert.tsx';
import { addAlertForms } from './alertForms.tsx';
import { AlertsPage, namesIn } from './alerts.tsx';

const alertsShown = 50;

/** Pages of alerts, and what their forms do. Whoever may not is stopped in front of them. */
export function addAlertPages(pages: Hono, deps: PageTools): void {
  addAlertForms(pages, deps);
  addReading(pages, deps);
  addActs(pages, deps);
  addMuting(pages, deps);
  addFeed(pages, deps);
}

function addReading(pages: Hono, deps: PageTools): void {
  const { orm, now, answer } = deps;
  pages.get('/alerts', async (c) => {
    const found = await listAlerts(orm, ownerOf(c), alertsShown + 1, numberIn(c.req.query('before')));
    const alerts = found.slice(0, alertsShown);
    const next = found.length > alertsShown ? alerts.at(-1)!.id : null;
    return answer(c, <AlertsPage {...{ alerts, next, now: now() }} nameOf={await namesIn(orm, alerts)} />);
  });

  pages.get(`/alerts/${idPattern}`, (c) => show(c, deps));
}

async function show(c: Context, deps: PageTools, feed?: { atom: string; json: string }) {
  const { orm, now, answer, missing } = deps;
  const alert = await alertIn(c, orm);
  if (!alert) return missing(c, noSuchAlert);
  const read = await readAlertPage(orm, alert, numberIn(c.req.query('before')), now());
  return answer(c, <AlertPage {...read} feed={feed} said={c.req.query('said')} />);
}

/** Back to the alert’s page. @param said a word for what was done; none where nothing was */
const back = (c: Context, said: string) => c.redirect(addressOf(alertAddress(idIn(c)), { said }), 303);

function addActs(pages: Hono, { orm, now, missing }: PageTools): void {
  for (const [act, paused, said] of [
    ['pause', true, 'paused'],
    ['resume', false, 'resumed'],
  ] as const)
    pages.post(`/alerts/${idPattern}/${act}`, async (c) => {
      const whose = { owner: ownerOf(c), id: idIn(c) };
      return (await pauseAlert(orm, whose, paused, now())) ? back(c, said) : missing(c, noSuchAlert);
    });

  pages.post(`/alerts/${idPattern}/test`, async (c) => {
    const alert = await alertIn(c, orm);
    if (!alert) return missing(c, noSuchAlert);
    const sent = await orFaults(testAlert(orm, alert, now()));
    return back(c, 'notice' in sent ? 'tested' : '');
  });

  pages.post(`/alerts/${idPattern}/delete`, async (c) =>
    (await removeAlert(orm, ownerOf(c), idIn(c))) ? c.redirect('/alerts', 303) : missing(c, noSuchAlert),
  );
}

function addMuting(pages: Hono, { orm, now, missing }: PageTools): void {
  const of = (path: string, does: (c: Context, alert: ListedAlert) => Promise<Response>) =>
    pages.post(`/alerts/${idPattern}/mutes${path}`, async (c) => {
      const alert = await alertIn(c, orm);
      return alert ? does(c, alert) : missing(c, noSuchAlert);
    });

  of('', async (c, { id }) => {
    const story = numberIn((await readForm(c)).fields.story);
    const muted = await orFaults(mute(orm, id, { story, until: null }, now()));
    return back(c, typeof muted === 'number' ? 'muted' : '');
  });
  of('/:mute{[1-9][0-9]{0,14}}/delete', async (c, { id }) => {
    await removeMute(orm, id, Number(c.req.param('mute')));
    return back(c, 'unmuted');
  });
}

/** As a feed reader takes them: browsers say with every form at which address they see us. */
function fullAddresses(c: Context, secret: string) {
  const origin = c.req.header('origin') ?? 'null';
  const seen = origin === 'null' ? c.req.url : origin;
  const { atom, json } = feedAddresses(secret);
  return { atom: new URL(atom, seen).href, json: new URL(json, seen).href };
}

function addFeed(pages: Hono, deps: PageTools): void {
  const { orm, missing } = deps;
  pages.post(`/alerts/${idPattern}/feed`, async (c) => {
    const secret = await makeFeed(orm, ownerOf(c), idIn(c));
    // Not by way of another address: what is shown once must stand in no history.
    return secret === null ? missing(c, noSuchAlert) : unkept(show(c, deps, fullAddresses(c, secret)));
  });

  pages.post(`/alerts/${idPattern}/feed/delete`, async (c) =>
    (await removeFeed(orm, ownerOf(c), idIn(c))) ? back(c, 'unfed') : missing(c, noSuchAlert),
  );
}
