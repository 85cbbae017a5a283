import type { Context, Hono } from 'hono';
import { type ListedAlert, listAlerts, removeAlert } from '../../../db/alerts.ts';
import { removeMute } from '../../../db/mutes.ts';
import { callerOf } from '../../api/access.ts';
import { feedAddresses } from '../../api/alertFeeds.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { covers } from '../../api/permissions.ts';
import { pauseAlert, testAlert } from '../../watch/alerts.ts';
import { makeFeed, removeFeed } from '../../watch/feeds.ts';
import { mute } from '../../watch/mutes.ts';
import { addressOf, alertAddress } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn, orFaults, readForm, unkept } from '../parts/forms.ts';
import { alertIn, idIn, idPattern } from '../parts/saving.ts';
import { AlertPage, readAlertPage } from './alert.tsx';
import { addAlertForms } from './alertForms.tsx';
import { muteEnd } from './alertMutes.tsx';
import { AlertsPage } from './alerts.tsx';
import { awaitTest } from './testResult.tsx';
import { namesIn, noSuchAlert } from './words.ts';

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
    const names = await namesIn(orm, alerts);
    const administers = covers(callerOf(c).scope, 'admin');
    const said = c.req.query('said');
    return answer(c, <AlertsPage {...{ alerts, next, names, said, administers, now: now() }} />);
  });

  pages.get(`/alerts/${idPattern}`, (c) => show(c, deps));
}

async function show(c: Context, deps: PageTools, feed?: { atom: string; json: string }) {
  const { orm, now, answer, missing } = deps;
  const alert = await alertIn(c, orm);
  if (!alert) return missing(c, noSuchAlert());
  const asked = { before: numberIn(c.req.query('before')), test: numberIn(c.req.query('test')) };
  const read = await readAlertPage(orm, alert, asked, now());
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
      return (await pauseAlert(orm, whose, paused, now())) ? back(c, said) : missing(c, noSuchAlert());
    });

  pages.post(`/alerts/${idPattern}/test`, async (c) => {
    const alert = await alertIn(c, orm);
    if (!alert) return missing(c, noSuchAlert());
    const sent = await orFaults(testAlert(orm, alert, now()));
    if (!('notice' in sent)) return back(c, '');
    await awaitTest(orm, alert.owner, sent.notice);
    return c.redirect(addressOf(alertAddress(alert.id), { test: sent.notice }), 303);
  });

  pages.post(`/alerts/${idPattern}/delete`, async (c) =>
    (await removeAlert(orm, ownerOf(c), idIn(c)))
      ? c.redirect(addressOf('/alerts', { said: 'deleted' }), 303)
      : missing(c, noSuchAlert()),
  );
}

function addMuting(pages: Hono, { orm, now, missing }: PageTools): void {
  const of = (path: string, does: (c: Context, alert: ListedAlert) => Promise<Response>) =>
    pages.post(`/alerts/${idPattern}/mutes${path}`, async (c) => {
      const alert = await alertIn(c, orm);
      return alert ? does(c, alert) : missing(c, noSuchAlert());
    });

  of('', async (c, { id }) => {
    const { what = '', days } = (await readForm(c)).fields;
    const story = numberIn(/^story:(.*)$/.exec(what)?.[1]);
    const entity = /^entity:(.+)$/s.exec(what)?.[1];
    const muted = await orFaults(mute(orm, id, { story, entity, until: muteEnd(days, now()) }, now()));
    return back(c, typeof muted === 'number' ? 'muted' : '');
  });
  of('/:mute{[1-9][0-9]{0,14}}/delete', async (c, { id }) => {
    await removeMute(orm, id, Number(c.req.param('mute')));
    return back(c, 'unmuted');
  });
}

/** As a feed reader takes them. Where no setting says at which address we are seen, the browser says it with every form. */
function fullAddresses(c: Context, home: string | undefined, secret: string) {
  const origin = c.req.header('origin') ?? 'null';
  const seen = home ?? (origin === 'null' ? new URL(c.req.url).origin : origin);
  const { atom, json } = feedAddresses(secret);
  return { atom: seen + atom, json: seen + json };
}

function addFeed(pages: Hono, deps: PageTools): void {
  const { orm, home, missing } = deps;
  pages.post(`/alerts/${idPattern}/feed`, async (c) => {
    const secret = await makeFeed(orm, ownerOf(c), idIn(c));
    // Not by way of another address: what is shown once must stand in no history.
    return secret === null
      ? missing(c, noSuchAlert())
      : unkept(show(c, deps, fullAddresses(c, home, secret)));
  });

  pages.post(`/alerts/${idPattern}/feed/delete`, async (c) =>
    (await removeFeed(orm, ownerOf(c), idIn(c))) ? back(c, 'unfed') : missing(c, noSuchAlert()),
  );
}
