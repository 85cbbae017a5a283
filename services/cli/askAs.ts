import { findOwner } from '../../db/keys.ts';
import { createApi } from '../api/app.ts';
import { asCaller } from '../api/asCaller.ts';
import { allowList } from '../runtime/address.ts';
import { version } from '../runtime/version.ts';
import { answerOf } from './ask.ts';
import { type CommandContext, WrongUse } from './context.ts';

/** Commands on what belongs to somebody. */
export interface Owned {
  /** Id of a key; whoever works on this machine when left out. */
  owner?: string;
  json?: boolean;
}

/**
 * What a route of the API answers to an owner.
 *
 * @param parameters of the address of a GET, of the body of anything else
 * @throws WrongUse when the API refuses it, or there is no such owner, and whatever broke while it answered
 */
export async function askAs<Answer>(
  ctx: CommandContext,
  { owner = 'local' }: Owned,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  parameters: object = {},
): Promise<Answer> {
  if (!(await findOwner(ctx.orm, owner))) {
    ctx.err(`There is no key ${owner}; chipwire keys list shows them.`);
    throw new WrongUse('There is no such key.');
  }
  return answerOf(ctx, (report) => {
    const { CHIPWIRE_SMTP_URL, CHIPWIRE_CHANNEL_HOSTS } = ctx.config;
    const rules = { mail: CHIPWIRE_SMTP_URL !== undefined, allow: allowList(CHIPWIRE_CHANNEL_HOSTS) };
    const api = createApi({ orm: ctx.orm, now: ctx.now, version, report, rules });
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
    const search =
      method === 'GET'
        ? `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`
        : '';
    return asCaller(api, { owner, scope: 'admin' }).request(`${path}${search}`, {
      method,
      ...(method === 'POST' && given.length > 0
        ? { body: JSON.stringify(Object.fromEntries(given)), headers: { 'content-type': 'application/json' } }
        : {}),
    });
  });
}
