import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { hasAdminKey, listKeys, revokeKey } from '../../../db/keys.ts';
import { keyScopes } from '../../../db/schema.ts';
import { callerOf } from '../../api/access.ts';
import { nameShape } from '../../api/alertShapes.ts';
import { createKey, mostKeys, rotateKey, type ToldKey } from '../../keys/keys.ts';
import type { AskedFault } from '../../watch/fault.ts';
import type { Fields } from '../alerts/alertFields.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { readForm, unkept } from '../parts/forms.ts';
import { faultsIn } from '../parts/issueWords.ts';
import { KeysPage } from './keys.tsx';

const asked = z.object({ name: nameShape, scope: z.enum(keyScopes) });
const keyPattern = ':id{[0-9a-f]{12}}';

interface Shown {
  fields?: Fields;
  faults?: readonly AskedFault[];
  /** Made or given another secret by this request. */
  told?: ToldKey;
}

/** Who holds a key, and what administrators do about it. Whoever may not is stopped in front of them. */
export function addKeyPages(pages: Hono, { orm, now, answer, missing }: PageTools): void {
  const show = async (c: Context, { fields = { scope: 'read' }, faults = [], told }: Shown = {}) => {
    const [keys, guarded] = await Promise.all([listKeys(orm, mostKeys), hasAdminKey(orm)]);
    const page = (
      <KeysPage
        {...{ keys, fields, faults, told, guarded, own: callerOf(c).owner, now: now() }}
        said={c.req.query('said')}
      />
    );
    const shown = answer(c, page, faults.length > 0 ? 400 : 200);
    // What is shown once stands in no address, and nothing keeps it.
    return told ? unkept(shown) : shown;
  };
  const noSuch = (c: Context) => missing(c, say('There is no key with this id that holds.'));

  pages.get('/keys', (c) => show(c));

  pages.post('/keys', async (c) => {
    const { fields } = await readForm(c);
    const read = asked.safeParse(fields);
    if (!read.success) return show(c, { fields, faults: faultsIn(read.error) });
    const told = await createKey(orm, read.data, now());
    if (told) return show(c, { told });
    const detail = say('There are {n} keys already: revoke one that is not used.', { n: mostKeys });
    return show(c, { fields, faults: [{ parameter: '', detail }] });
  });

  pages.post(`/keys/${keyPattern}/rotate`, async (c) => {
    const told = await rotateKey(orm, c.req.param('id'));
    return told ? show(c, { told }) : noSuch(c);
  });

  pages.post(`/keys/${keyPattern}/revoke`, async (c) => {
    const revoked = await revokeKey(orm, c.req.param('id'));
    return revoked ? c.redirect(addressOf('/keys', { said: 'revoked' }), 303) : noSuch(c);
  });
}
