import type { Context, Hono } from 'hono';
import { getChannel, type ListedChannel, listChannels, removeChannel } from '../../../db/channels.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { newChannelShape } from '../../api/channelShapes.ts';
import { type AskedChannel, rotateSecret, saveChannel, switchOff, switchOn } from '../../watch/channels.ts';
import { sendTest } from '../../watch/delivery/testNotice.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn, orFaults, readForm, unkept } from '../parts/forms.ts';
import { faultsIn } from '../parts/issueWords.ts';
import { idIn, idPattern } from '../parts/saving.ts';
import { type Fields, partOf } from './alertFields.ts';
import { ChannelsPage } from './channels.tsx';
import { draftIn } from './draft.ts';
import { awaitTest, readTest } from './testResult.tsx';

interface Shown {
  fields?: Fields;
  faults?: readonly AskedFault[];
  secret?: { name: string; secret: string } | undefined;
  /** The channel that was just added. */
  added?: number | undefined;
}

/** The page of channels, and what its forms do. */
export function addChannelPages(pages: Hono, { orm, now, answer, missing, rules }: PageTools): void {
  const noSuch = (c: Context) => missing(c, say('You have no channel with this number.'));
  const back = (c: Context, said: string) => c.redirect(addressOf('/channels', { said }), 303);

  const show = async (c: Context, { fields = {}, faults = [], secret, added }: Shown = {}) => {
    const owner = ownerOf(c);
    const noticeId = numberIn(c.req.query('test'));
    const [channels, test] = await Promise.all([
      listChannels(orm, owner),
      noticeId === undefined ? [] : readTest(orm, owner, noticeId),
    ]);
    const page = (
      <ChannelsPage
        {...{ channels, test, fields, faults, secret, mail: rules.mail, now: now() }}
        said={c.req.query('said')}
        {...{ draft: draftIn(c), added }}
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
    const { id, secret } = saved;
    if (secret !== null) return show(c, { secret: { name: read.name, secret }, added: id });
    const draft = draftIn(c);
    return draft ? c.redirect(draft.to(id), 303) : back(c, 'saved');
  });

  /** A form of one of the owner’s channels. */
  const act = (path: string, does: (c: Context, channel: ListedChannel) => Promise<Response>) =>
    pages.post(`/channels/${idPattern}/${path}`, async (c) => {
      const channel = await getChannel(orm, ownerOf(c), idIn(c));
      return channel ? does(c, channel) : noSuch(c);
    });

  act('test', async (c, channel) => {
    if (channel.state === 'off') return back(c, 'off');
    const test = await sendTest(orm, channel, now());
    await awaitTest(orm, channel.owner, test);
    return c.redirect(addressOf('/channels', { test }), 303);
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
}

/** The channel that a form asks for, or what is wrong with it. */
function readChannel(fields: Fields): AskedChannel | AskedFault[] {
  const { name = '', kind = '' } = fields;
  const read = newChannelShape.safeParse({ name, kind, target: partOf(fields, kind) });
  if (read.success) return read.data;
  return faultsIn(read.error);
}
