import type { Command } from 'commander';
import { channelKinds } from '../../db/schema/words.ts';
import type { Run } from './commands.ts';
import { aNumber, anId, examples, oneOf, severalIds, triggerForms } from './options.ts';

/** What belongs to somebody: commands on it take whose it is. */
const owned = (command: Command): Command =>
  command
    .option('--owner <key>', 'id of the key that it belongs to; this machine’s own when left out')
    .option('--json', 'print the answer of the API, one line of JSON');

/** Commands on saved alerts. */
export function addSavedAlerts(alerts: Command, run: Run): void {
  const theirs = () => import('./alerts.ts');
  owned(alerts.command('list').description('show the alerts: what each does, and how it fares')).action(
    (asked) => run(async (ctx) => (await theirs()).listAlerts(ctx, asked)),
  );
  owned(
    alerts
      .command('add')
      .description('save an alert; it fires on what is found from now on')
      .argument('<name>', 'what it is called')
      .argument('<query...>', 'what it watches, as for search')
      .option('--trigger <trigger>', `one of ${triggerForms.join(', ')}; each new story when left out`)
      .option('--developments', 'also what is new in stories that were told already')
      .option('--spec <file>', 'a YAML file with trigger, gates, rhythm and priority, as the API takes them')
      .option('--channel <id>', 'a channel that it tells through; several times for several', severalIds),
  )
    .addHelpText(
      'after',
      examples(
        `chipwire alerts add "Huawei licences" 'entity:huawei licence' --developments --channel 1`,
        `chipwire alerts add "Nvidia sours" 'entity:nvidia' --trigger level:nvidia:below:-0.3`,
      ),
    )
    .action((name: string, query: string[], asked) =>
      run(async (ctx) => (await theirs()).addAlert(ctx, { name, query: query.join(' '), ...asked })),
    );
  const one = (name: string, says: string) =>
    owned(alerts.command(name).description(says).argument('<id>', 'number of the alert', anId));
  for (const [act, says] of [
    ['pause', 'pause an alert: what is found meanwhile is not told later'],
    ['resume', 'let a paused alert go on'],
  ] as const)
    one(act, says).action((id: number, asked) =>
      run(async (ctx) => (await theirs()).switchAlert(ctx, { id, act, ...asked })),
    );
  one('delete', 'delete an alert, with all that it found').action((id: number, asked) =>
    run(async (ctx) => (await theirs()).deleteAlert(ctx, { id, ...asked })),
  );
  one('test', 'send a test through an alert’s channels').action((id: number, asked) =>
    run(async (ctx) => (await theirs()).testAlert(ctx, { id, ...asked })),
  );
  one('matches', 'show what an alert found, the newest first')
    .option('--limit <number>', 'matches shown, 1 to 100', aNumber(1, 100), 20)
    .action((id: number, asked) => run(async (ctx) => (await theirs()).listMatches(ctx, { id, ...asked })));
}

/** Commands on channels and on what was sent through them. */
export function addChannels(program: Command, run: Run): void {
  const theirs = () => import('./channels.ts');
  const channels = program.command('channels').description('where alerts are sent');
  owned(channels.command('list').description('show the channels: where each leads, and how it fares')).action(
    (asked) => run(async (ctx) => (await theirs()).listChannels(ctx, asked)),
  );
  owned(
    channels
      .command('add')
      .description('save a channel; of a webhook, prints the secret that signs, this once')
      .argument('<kind>', channelKinds.join(', '), oneOf(...channelKinds))
      .argument('<name>', 'what it is called')
      .argument('<target>', 'an address; of mail, to whom; of ntfy, the topic')
      .option('--server <address>', 'of ntfy; https://ntfy.sh when left out')
      .option('--token <token>', 'of ntfy, where the topic wants one'),
  )
    .addHelpText(
      'after',
      examples(
        'chipwire channels add webhook Desk https://desk.example.com/hooks/chipwire',
        'chipwire channels add mail Ann ann@example.com',
      ),
    )
    .action((kind: string, name: string, target: string, asked) =>
      run(async (ctx) => (await theirs()).addChannel(ctx, { kind, name, target, ...asked })),
    );
  const one = (name: string, says: string) =>
    owned(channels.command(name).description(says).argument('<id>', 'number of the channel', anId));
  one('test', 'send a test through a channel').action((id: number, asked) =>
    run(async (ctx) => (await theirs()).testChannel(ctx, { id, ...asked })),
  );
  for (const [act, says] of [
    ['on', 'switch a channel on again; what waits for it is sent'],
    ['off', 'switch a channel off: nothing is sent through it'],
  ] as const)
    one(act, says).action((id: number, asked) =>
      run(async (ctx) => (await theirs()).switchChannel(ctx, { id, act, ...asked })),
    );
  one('delete', 'delete a channel, with the log of what it sent').action((id: number, asked) =>
    run(async (ctx) => (await theirs()).deleteChannel(ctx, { id, ...asked })),
  );
  owned(
    program
      .command('deliveries')
      .description('show what was sent and what became of it, the newest first')
      .option('--failed', 'only those that were given up')
      .option('--retry <id>', 'try this one again, now', anId)
      .option('--limit <number>', 'deliveries shown, 1 to 100', aNumber(1, 100), 20),
  )
    .addHelpText('after', examples('chipwire deliveries --failed', 'chipwire deliveries --retry 12'))
    .action((asked) => run(async (ctx) => (await theirs()).deliveries(ctx, asked)));
}
