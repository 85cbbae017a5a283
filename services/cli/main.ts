import { appendFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../runtime/version.ts';
import { inspections } from './inspections.ts';

// Each command loads what it needs when it is called: --help and a typing error answer at once.

const program = new Command('chipwire')
  .description('Tracks news on AI-chip export controls and Chinese AI model releases.')
  .version(version)
  .showHelpAfterError('(chipwire --help lists the commands)');

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
for (const [name, { says, ...role }] of Object.entries(roles))
  program
    .command(name)
    .description(says)
    .action(async () => (await import('./start.ts')).start(role));

program
  .command('migrate')
  .description('bring the database to the newest version and exit')
  .action(async () => (await import('./archive.ts')).migrate());
program
  .command('retry')
  .description('take up articles again that the pipeline gave up on')
  .argument('[id...]', 'article ids; all failed ones when left out', articleIds)
  .action(async (ids?: number[]) => (await import('./archive.ts')).retry(ids));

program
  .command('retag')
  .description('tag the archive anew with the present tagger and entity list, and say what changed')
  .option('--all', 'also articles that were tagged with these very versions')
  .option('--since <date>', 'only articles published on this day or later', aDay)
  .option('--dry-run', 'compare and store nothing')
  .option('--report <file>', 'write what changed to a file as well, as JSON', aWritableFile)
  .action(async (asked) => (await import('./retag.ts')).retag(asked));

program
  .command('feeds')
  .description('the feed list')
  .command('check')
  .description('look for faults in it')
  .action(async () => (await import('./check.ts')).checkFeeds());
program
  .command('entities')
  .description('the entity list')
  .command('check')
  .description('look for faults and doubts in it, with your own file if CHIPWIRE_ENTITIES names one')
  .action(async () => (await import('./check.ts')).checkEntities());

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

try {
  await program.parseAsync();
} catch (error) {
  console.error((await import('../faults.ts')).told(error));
  process.exitCode = 1;
}

function articleIds(word: string, before: number[] = []): number[] {
  const id = Number(word);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('An article id is a whole number.');
  return [...before, id];
}

function aDay(word: string): Date {
  const date = new Date(word);
  // 2025-02-31 would be read as a day in March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== word)
    throw new InvalidArgumentError('A day is written as 2025-01-20.');
  return date;
}

/** Tried before the work whose result goes there. */
function aWritableFile(word: string): string {
  try {
    appendFileSync(word, '');
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
  return word;
}
