import { namesOf } from '../../db/names.ts';
import type { Spec } from '../alert/spec.ts';
import type { Told } from '../alert/told.ts';
import { firesByArticle, gateWords, rhythmWords, triggerWords } from '../alert/words.ts';
import { specOf } from './alertPreview.ts';
import { checkQuery } from './ask.ts';
import { askAs, type Owned } from './askAs.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { counted, plain } from './lines.ts';
import { minuteOf, tableOf } from './table.ts';

interface Alert extends Spec {
  id: number;
  name: string;
  query: string;
  state: string;
  fault: string | null;
  lastMatchAt: string | null;
  held: number;
  channels: { name: string; state: string }[];
}

/** Most that one list shows. */
const mostShown = 100;

/** Prints an owner’s alerts. */
export async function listAlerts(ctx: CommandContext, asked: Owned): Promise<number> {
  const answer = await askAs<{ alerts: Alert[]; next: number | null }>(ctx, asked, 'GET', '/v1/alerts', {
    limit: mostShown,
  });
  if (asked.json) ctx.out(JSON.stringify(answer));
  else if (answer.alerts.length === 0)
    ctx.out('There are no alerts yet: chipwire alerts add NAME QUERY makes the first.');
  else for (const line of await alertLines(ctx, answer.alerts)) ctx.out(line);
  if (answer.next !== null) ctx.err(`Only the newest ${mostShown} are shown.`);
  return exitCodes.done;
}

/** A few short lines for each alert: in one they would be wider than a terminal. */
async function alertLines({ orm }: CommandContext, alerts: Alert[]): Promise<string[]> {
  const ids = alerts.flatMap(({ trigger }) =>
    'entity' in trigger && trigger.entity !== null ? [trigger.entity] : [],
  );
  const names = await namesOf(orm, ids);
  return alerts.flatMap((alert) => linesOf(alert, (id) => names.get(id) ?? id));
}

function linesOf(alert: Alert, nameOf: (id: string) => string): string[] {
  const { id, name, query, state, fault, held, lastMatchAt, trigger, gates, rhythm, channels } = alert;
  const waiting = held > 0 ? `, ${counted(held, 'match', 'matches')} held back` : '';
  const through = channels.map((each) => (each.state === 'ok' ? each.name : `${each.name} (${each.state})`));
  return [
    plain(
      `${id} ${name} · ${fault === null ? state : `${state}: ${fault}`} · last match ${minuteOf(lastMatchAt)}${waiting}`,
    ),
    ...[
      `watches ${query || 'everything'}`,
      `fires on ${triggerWords(trigger, { entity: nameOf, event: (type) => type })}${firesByArticle(trigger) ? `, if ${gateWords(gates).join('; ')}` : ''}`,
      `tells ${rhythmWords(rhythm).join('; ')}, through ${through.join(', ') || 'no channel'}`,
    ].map((line) => `   ${plain(line)}`),
  ];
}

export interface AddCommand extends Owned {
  name: string;
  query: string;
  trigger?: string;
  developments?: boolean;
  spec?: string;
  channel?: number[];
}

/** Saves an alert. */
export async function addAlert(ctx: CommandContext, asked: AddCommand): Promise<number> {
  const { name, query, channel: channels = [] } = asked;
  await checkQuery(ctx, query);
  const spec = await specOf(ctx, asked);
  const alert = await askAs<Alert>(ctx, asked, 'POST', '/v1/alerts', { name, query, channels, ...spec });
  if (asked.json) ctx.out(JSON.stringify(alert));
  else for (const line of await alertLines(ctx, [alert])) ctx.out(line);
  return exitCodes.done;
}

export interface OneCommand extends Owned {
  id: number;
}

/** Pauses an alert, or lets it go on. */
export async function switchAlert(
  ctx: CommandContext,
  asked: OneCommand & { act: 'pause' | 'resume' },
): Promise<number> {
  const alert = await askAs<Alert>(ctx, asked, 'POST', `/v1/alerts/${asked.id}/${asked.act}`);
  ctx.out(asked.json ? JSON.stringify(alert) : `${alert.id} is ${alert.state}.`);
  return exitCodes.done;
}

/** Deletes an alert. */
export async function deleteAlert(ctx: CommandContext, asked: OneCommand): Promise<number> {
  await askAs(ctx, asked, 'DELETE', `/v1/alerts/${asked.id}`);
  ctx.out(asked.json ? JSON.stringify({ id: asked.id }) : `${asked.id} is deleted.`);
  return exitCodes.done;
}

/** Sends a test of an alert. */
export async function testAlert(ctx: CommandContext, asked: OneCommand): Promise<number> {
  const sent = await askAs<{ notice: string; channels: number[] }>(
    ctx,
    asked,
    'POST',
    `/v1/alerts/${asked.id}/test`,
  );
  ctx.out(
    asked.json
      ? JSON.stringify(sent)
      : `${sent.notice} is on its way; chipwire deliveries tells what becomes of it.`,
  );
  return exitCodes.done;
}

interface Match {
  id: number;
  state: string;
  told: Told;
}

/** Prints what an alert found. */
export async function listMatches(
  ctx: CommandContext,
  asked: OneCommand & { limit: number },
): Promise<number> {
  const path = `/v1/alerts/${asked.id}/matches`;
  const answer = await askAs<{ matches: Match[] }>(ctx, asked, 'GET', path, {
    limit: asked.limit,
    muted: true,
  });
  if (asked.json) ctx.out(JSON.stringify(answer));
  else if (answer.matches.length === 0) ctx.out('It has found nothing yet.');
  else
    for (const line of tableOf(
      ['when', 'state', 'publisher', 'title', 'why'],
      answer.matches.map(({ state, told }) => [
        ...[minuteOf(told.matchedAt), state, told.article?.publisher ?? '–'],
        ...[told.article?.title ?? '–', told.why],
      ]),
    ))
      ctx.out(line);
  return exitCodes.done;
}
