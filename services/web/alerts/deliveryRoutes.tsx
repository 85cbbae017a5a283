import type { Hono } from 'hono';
import { listAlerts } from '../../../db/alerts.ts';
import { listChannels } from '../../../db/channels.ts';
import { listDeliveries, retryDelivery } from '../../../db/deliveries.ts';
import { deliveryStates } from '../../../db/schema.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn, readForm } from '../parts/forms.ts';
import { idIn, idPattern } from '../parts/saving.ts';
import { type AskedLog, DeliveriesPage } from './deliveriesPage.tsx';

const deliveriesShown = 50;
/** Alerts that the log may be asked for by name; others by their pages. */
const alertsOffered = 200;

/** The log of what was sent, and the button that sends it again. */
export function addDeliveryPages(pages: Hono, { orm, now, answer, missing }: PageTools): void {
  pages.get('/deliveries', async (c) => {
    const owner = ownerOf(c);
    const asked = askedLog((name) => c.req.query(name));
    const before = numberIn(c.req.query('before'));
    const filter = {
      ...{ owner, alertId: numberIn(asked.alert), channelId: numberIn(asked.channel) },
      state: deliveryStates.find((state) => state === asked.state),
    };
    const [alerts, channels, found] = await Promise.all([
      listAlerts(orm, owner, alertsOffered),
      listChannels(orm, owner),
      listDeliveries(orm, filter, deliveriesShown + 1, before),
    ]);
    const deliveries = found.slice(0, deliveriesShown);
    const next = found.length > deliveriesShown ? deliveries.at(-1)!.id : null;
    const page = (
      <DeliveriesPage
        {...{ asked, alerts, channels, deliveries, next, now: now() }}
        first={before === undefined}
        said={c.req.query('said')}
      />
    );
    return answer(c, page);
  });

  pages.post(`/deliveries/${idPattern}/retry`, async (c) => {
    const fate = await retryDelivery(orm, { owner: ownerOf(c), id: idIn(c) }, now());
    if (fate === 'unknown') return missing(c, say('You have no delivery with this number.'));
    const { back = '' } = (await readForm(c)).fields;
    return c.redirect(pageBefore(back, fate === 'due' ? 'retried' : ''), 303);
  });
}

/** What of the address the log understands; what it does not is as if it were not there. */
const askedLog = (asked: (name: string) => string | undefined): AskedLog => ({
  alert: String(numberIn(asked('alert')) ?? ''),
  channel: String(numberIn(asked('channel')) ?? ''),
  state: deliveryStates.find((state) => state === asked('state')) ?? '',
});

/** The page of ours that a retry was asked for on, with a word for what was done. */
function pageBefore(back: string, said: string): string {
  if (/^\/alerts\/\d{1,15}$/.test(back)) return addressOf(back, { said });
  const { searchParams } = new URL(back.startsWith('/') ? back : '/', 'http://chipwire.invalid');
  return addressOf('/deliveries', { ...askedLog((name) => searchParams.get(name) ?? undefined), said });
}
