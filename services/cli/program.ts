import { Command, Option } from 'commander';
import { version } from '../runtime/version.ts';
import { addCommands, type Run } from './commands.ts';
import { inspections } from './inspections.ts';
import { examples } from './options.ts';

const roles = {
  start: {
    workers: true,
    web: true,
    says: 'run everything in this process: polling, reading, tagging, API and pages',
  },
  worker: {
    workers: true,
    web: false,
    says: 'run only the workers; needs DATABASE_URL, and as many as you like may run',
  },
  web: { workers: false, web: true, says: 'run only the API and pages; needs DATABASE_URL' },
};

/**
 * The whole command line. Each command loads what it needs when it is called: --help and a typing error answer at once.
 *
 * @param run runs a command that works on the archive
 */
export function commandLine(run: Run): Command {
  const program = new Command('chipwire')
    .description('Tracks news on AI-chip export controls and Chinese AI model releases.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(chipwire --help lists the commands)');
  for (const [name, { says, ...role }] of Object.entries(roles))
    program
      .command(name)
      .description(says)
      .action(async () => (await import('./start.ts')).start(role));
  program
    .command('demo')
    .description(
      'show it on a sample wire of invented publishers on this machine; keeps its archive in ./data-demo',
    )
    .action(async () => (await import('../demo/demo.ts')).runDemo());
  addMcp(program);
  addCommands(program, run);
  addChecks(program);
  addInspections(program);
  return program;
}

function addMcp(program: Command): void {
  program
    .command('mcp')
    .description(
      'let an assistant ask the archive, by the Model Context Protocol on standard input and output; docs/assistants.md tells how to connect one',
    )
    .option(
      '--url <address>',
      'a Chipwire that runs elsewhere; the archive that the settings name when left out',
    )
    .option(
      '--key <key>',
      'its key; better in CHIPWIRE_KEY, since others on this machine see the command line',
    )
    .addHelpText(
      'after',
      examples('chipwire mcp', 'CHIPWIRE_KEY=cw_… chipwire mcp --url https://news.example.com'),
    )
    .action(async (asked) => (await import('./mcp.ts')).mcp(asked));
}

function addChecks(program: Command): void {
  program.commands
    .find((command) => command.name() === 'feeds')!
    .command('check')
    .description('look for faults in the feed list')
    .option('--json', 'print what is in it as one line of JSON')
    .action(async (asked) => (await import('./check.ts')).checkFeeds(asked));
  program
    .command('entities')
    .description('the entity list')
    .command('check')
    .description('look for faults and doubts in it, with your own file if CHIPWIRE_ENTITIES names one')
    .option('--json', 'print what is in it as one line of JSON')
    .action(async (asked) => (await import('./check.ts')).checkEntities(asked));
}

function addInspections(program: Command): void {
  const from = new Option('--url <address>', 'where the files are supposed to come from, for relative links');
  const look = program
    .command('inspect')
    .description('run one step of the pipeline on files, without a database; one line of JSON a file');
  for (const { name, description } of inspections)
    (name === 'text' ? look.command(name) : look.command(name).addOption(from))
      .description(description)
      .argument('<file...>', 'files to take, also gzipped (.gz)')
      .action(async (files: string[], { url }: { url?: string }) =>
        (await import('./inspect.ts')).inspect(name, files, url),
      );
  look
    .command('sentiment')
    .description(
      'sentiment towards targets; files of JSON lines {"text", "from", "to"}, one line of JSON a line',
    )
    .argument('<file...>', 'files to take, also gzipped (.gz)')
    .action(async (files: string[]) => (await import('./inspect.ts')).inspectSentiment(files));
  look
    .command('stories')
    .description(
      'articles to stories and copies; a file of JSON lines {"id", "title", "text", "publishedAt", "publisher", "language"}, of which only the text is needed; one line of JSON a line',
    )
    .argument('<file>', 'file to take, also gzipped (.gz)')
    .action(async (file: string) => (await import('./inspect.ts')).inspectStories(file));
}
