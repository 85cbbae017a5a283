import type { Command } from 'commander';
import type { Run } from './commands.ts';
import { aNumber, examples } from './options.ts';

/** Commands on the feeds of the archive. */
export function addFeedCommands(feeds: Command, run: Run): void {
  const theirs = () => import('./feeds.ts');
  feeds
    .command('list')
    .description('show the feeds: how each fares')
    .option('--json', 'print the answer of the API, one line of JSON')
    .action((asked) => run(async (ctx) => (await theirs()).listAll(ctx, asked)));
  feeds
    .command('add')
    .description('find the feed of a site and have it polled')
    .argument('<address>', 'of the site, or of the feed itself')
    .option('--all', 'add all of them where there are several')
    .option('--publisher <name>', 'as readers know it; what the feed calls itself when left out')
    .option('--language <tag>', 'of its articles, such as en or zh; as the feed says when left out')
    .option('--family <kind>', 'what kind of source it is, as in feeds.yaml: trade-press, research …')
    .option(
      '--topic <topic>',
      'what its articles are about, as in feeds.yaml; several times for several',
      several,
    )
    .option('--interval <minutes>', 'between two polls, 5 to 10080', aNumber(5, 10_080))
    .option('--json', 'print what was added as one line of JSON')
    .addHelpText(
      'after',
      examples(
        'chipwire feeds add example.com',
        'chipwire feeds add https://example.com/chips.xml --publisher Example --family trade-press',
      ),
    )
    .action((address: string, asked) => run(async (ctx) => (await theirs()).add(ctx, { address, ...asked })));
  for (const [name, paused, says] of [
    ['pause', true, 'stop polling a feed until it is resumed'],
    ['resume', false, 'let a paused feed go on'],
  ] as const)
    feeds
      .command(name)
      .description(says)
      .argument('<id>', 'the feed’s id')
      .option('--json', 'print the answer of the API, one line of JSON')
      .action((id: string, asked) =>
        run(async (ctx) => (await theirs()).pause(ctx, { id, paused, ...asked })),
      );
  feeds
    .command('remove')
    .description('take away a feed that people added; its articles stay')
    .argument('<id>', 'the feed’s id')
    .action((id: string) => run(async (ctx) => (await theirs()).remove(ctx, { id })));
  feeds
    .command('export')
    .description('print the feeds for a feed reader: OPML')
    .addHelpText('after', examples('chipwire feeds export > chipwire.opml'))
    .action(() => run(async (ctx) => (await theirs()).exportAll(ctx)));
}

const several = (word: string, before: string[] = []): string[] => [...before, word];
