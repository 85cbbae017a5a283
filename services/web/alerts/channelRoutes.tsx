import type { Context, Hono } from 'hono';
import { getChannel, type ListedChannel, listChannels, removeChannel } from '../../../db/channels.ts';
import { listDeliveries, retryDelivery } from '../../../db/deliveries.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { newChannelShape } from '../../api/channelShapes.ts';
import { type AskedChannel, rotateSecret, saveChannel, switchOff, switchOn } from '../../watch/channels.ts';
import { sendTest } from '../../watch/delivery/testNotice.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { addressOf } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { orFaults, readForm, unkept } from '../parts/forms.ts';
import { faultsIn } from '../parts/issueWords.ts';
import { idIn, idPattern } from '../parts/saving.ts';
import { type Fields, partOf } from './alertFields.ts';
import { ChannelsPage } from './channels.tsx';

const deliveriesShown = 30;

interface Shown {
  fields?: Fields;
  faults?: readonly AskedFault[];
  secret?: { name: string; secret: string } | undefined;
}

/** The page of channels, and what its forms do. */
export function addChannelPages(pages: Hono, { orm, now, answer, missing, rules }: PageTools): void {
  const noSuch = (c: Context) => missing(c, 'You have no channel with this number.');
  const back = (c: Context, said: string) => c.redirect(addressOf('/channels', { said }), 303);

  const show = async (c: Context, { fields = {}, faults = [], secret }: Shown = {}) => {
    const owner = ownerOf(c);
    const [channels, deliveries] = await Promise.all([
      listChannels(orm, owner),
      listDeliveries(orm, { owner }, deliveriesShown),
    ]);
    const page = (
      <ChannelsPage
        {...{ channels, deliveries, fields, faults, secret, mail: rules.mail, now: now() }}
        said={c.req.query('said')}
      />
    );
    const shown = answer(c, page, faults.length > 0 ? 400 : 200);
    return secret ? unkept(shown) : shown;
  };

  pages.get('/channels', (c) => show(c));

  pages.post('/channels', async (c) => {
    const { fields } = await readForm(c);
    const read = readChannel(fields);
    if (Array.isArray(read)) return show(c, { fields, faults: read });
    const saved = await orFaults(saveChannel(orm, ownerOf(c), read, rules, now()));
    if (!('id' in saved)) return show(c, { fields, faults: saved });
    return saved.secret === null
      ? back(c, 'saved')
      : show(c, { secret: { name: read.name, secret: saved.secret } });
  });

  /** A form of one of the owner’s channels. */
  const act = (path: string, does: (c: Context, channel: ListedChannel) => Promise<Response>) =>
    pages.post(`/channels/${idPattern}/${path}`, async (c) => {
      const channel = await getChannel(orm, ownerOf(c), idIn(c));
      return channel ? does(c, channel) : noSuch(c);
    });

  act('test', async (c, channel) => {
    if (channel.state !== 'off') await sendTest(orm, channel, now());
    return back(c, channel.state === 'off' ? 'off' : 'tested');
  });
  act('on', async (c, { owner, id }) => {
    await switchOn(orm, owner, id);
    return back(c, 'on');
  });
  act('off', async (c, { owner, id }) => {
    await switchOff(orm, owner, id);
    return back(c, 'off');
  });
  act('delete', async (c, { owner, id }) => {
    await removeChannel(orm, owner, id);
    return back(c, 'deleted');
  });
  act('rotate', async (c, channel) => {
    const secret = await orFaults(rotateSecret(orm, channel, now()));
    return show(c, typeof secret === 'string' ? { secret: { name: channel.name, secret } } : {});
  });

  pages.post(`/deliveries/${idPattern}/retry`, async (c) => {
    const fate = await retryDelivery(orm, { owner: ownerOf(c), id: idIn(c) }, now());
    if (fate === 'unknown') return missing(c, 'You have no delivery with this number.');
    const { back: from = '' } = (await readForm(c)).fields;
    const path = /^\/alerts\/\d{1,15}$/.test(from) ? from : '/channels';
    return c.redirect(addressOf(path, { said: fate === 'due' ? 'retried' : '' }), 303);
  });
}

/** The channel that a form asks for, or what is wrong with it. */
function readChannel(fields: Fields): AskedChannel | AskedFault[] {
  const { name = '', kind = '' } = fields;
  const read = newChannelShape.safeParse({ name, kind, target: partOf(fields, kind) });
  if (read.success) return read.data;
  return faultsIn(read.error);
}
