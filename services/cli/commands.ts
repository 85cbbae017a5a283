import type { Command } from 'commander';
import { addChannels, addSavedAlerts } from './alertCommands.ts';
import type { Act, CommandContext } from './context.ts';
import { addFeedCommands } from './feedCommands.ts';
import { aDay, aNumber, articleIds, examples, oneOf, severalQueries, triggerForms } from './options.ts';

/** Runs what the words asked for, here or where the archive is open. */
export type Run = (act: Act, needs?: Needs) => Promise<void>;
export interface Needs {
  /** Makes the archive where there is none yet. */
  mayCreate?: boolean;
  /** Runs in the caller’s process instead, where there may be no archive that can be opened. */
  alone?: (words: string[], out: Pick<CommandContext, 'out' | 'err'>) => Promise<number>;
}

const exportFormats = ['csv', 'jsonl', 'bibtex', 'csl', 'evidence'];

/**
 * Every command that works on the archive. The same words are read twice where the archive is open in a running Chipwire:
 * in the caller's process, so that a typing error is told at once, and in that one, which runs them. Each command loads
 * what it needs when it is called.
 */
export function addCommands(program: Command, run: Run): void {
  addSearch(program, run);
  addTrends(program, run);
  addAsk(program, run);
  addImport(program, run);
  addExport(program, run);
  addCorrections(program, run);
  addBackup(program, run);
  addUpkeep(program, run);
  addDoctor(program, run);
  addAnew(program, run);
  addKeys(program, run);
  addAlerts(program, run);
  addChannels(program, run);
  addFeedCommands(program.command('feeds').description('the feeds, and the list of them'), run);
}

function addSearch(program: Command, run: Run): void {
  program
    .command('search')
    .description('find articles; docs/search.md has the query language')
    .argument(
      '<query...>',
      'what to find; put it in single quotes, and -- before one that begins with a minus',
    )
    .option('--sort <order>', 'relevance or newest', oneOf('relevance', 'newest'), 'relevance')
    .option('--limit <number>', 'articles shown, 1 to 50', aNumber(1, 50), 10)
    .option('--facets', 'also count entities, publishers, topics and the like of all that is found')
    .option('--copies', 'list copies beside their originals')
    .option('--json', 'print the answer of the API, one line of JSON')
    .addHelpText(
      'after',
      examples(
        `chipwire search 'entity:huawei licence after:2025-01-20'`,
        `chipwire search '实体清单 -publisher:"Example Wire"' --sort newest --facets`,
        `chipwire search 'title:DeepSeek' --json | jq -r '.articles[].url'`,
      ),
    )
    .action((query: string[], asked) =>
      run(async (ctx) => (await import('./search.ts')).search(ctx, { query: query.join(' '), ...asked })),
    );
}

function addTrends(program: Command, run: Run): void {
  program
    .command('trends')
    .description('coverage and sentiment over time of what a query finds')
    .argument('[query...]', 'what to count, as for search; all coverage when left out')
    .option('--by <period>', 'day, week or month', oneOf('day', 'week', 'month'), 'month')
    .option('--compare <query>', 'another query beside the first; up to 5 times', severalQueries)
    .option('--count <what>', 'articles or stories', oneOf('articles', 'stories'), 'articles')
    .option('--time-zone <name>', 'where days begin, such as Asia/Shanghai', 'UTC')
    .option('--json', 'print the answer of the API, one line of JSON')
    .addHelpText(
      'after',
      examples(
        `chipwire trends 'entity:nvidia after:2025' --by week`,
        `chipwire trends 'entity:huawei lang:en' --compare 'entity:huawei lang:zh'`,
      ),
    )
    .action((query: string[], asked) =>
      run(async (ctx) => (await import('./trends.ts')).trends(ctx, { query: query.join(' '), ...asked })),
    );
}

function addAsk(program: Command, run: Run): void {
  program
    .command('ask')
    .description('print what a route of the API answers; only routes that read, see docs/api.md')
    .argument('<path>', 'the route with its parameters, in single quotes')
    .option('--body <json>', 'what is posted, to try an alert')
    .option('--head', 'first print a line of JSON: the status of the answer, and where the pages are')
    .addHelpText(
      'after',
      examples(
        `chipwire ask '/v1/quotes?speaker=nvidia&limit=5'`,
        `chipwire ask /v1/clocks`,
        `chipwire ask /v1/alerts/preview --body '{"query": "entity:huawei"}'`,
      ),
    )
    .action((path: string, asked) =>
      run(async (ctx) => (await import('./askRoute.ts')).askRoute(ctx, { path, ...asked })),
    );
}

function addImport(program: Command, run: Run): void {
  program
    .command('import')
    .description(
      'bring in articles from files, or the feeds of a feed reader; docs/import.md has the formats',
    )
    .argument('<path...>', 'files and folders, also gzipped (.gz)')
    .option(
      '--format <name>',
      'jsonl, csv, warc, html or opml, where the files do not say it themselves',
      oneOf('jsonl', 'csv', 'warc', 'html', 'opml'),
    )
    .option('--publisher <name>', 'of rows that name none')
    .option('--language <tag>', 'of rows that name none, such as en or zh')
    .option('--published <date>', 'of rows that have no date', aDay)
    .option('--family <kind>', 'what kind of source they are, as in feeds.yaml: trade-press, research …')
    .option('--map <pairs>', 'what fields are called in the files: title=headline,text=body')
    .option('--rejects <file>', 'where rejected rows go; NAME.rejects.jsonl in this folder when left out')
    .option('--dry-run', 'read everything and store nothing')
    .option('--write', 'add the feeds of an OPML file to the feed list instead of printing them')
    .option('--json', 'print what happened as one line of JSON')
    .addHelpText(
      'after',
      examples(
        'chipwire import articles.jsonl.gz --dry-run',
        'chipwire import old.csv --publisher "Example Daily" --map title=headline,text=body',
        'chipwire import crawl.warc.gz saved-pages/',
        'chipwire import reader.opml --write',
      ),
    )
    .action((paths: string[], asked) =>
      run(async (ctx) => (await import('./import.ts')).importFiles(ctx, { paths, ...asked }), {
        mayCreate: true,
      }),
    );
}

function addExport(program: Command, run: Run): void {
  program
    .command('export')
    .description('write all that a query finds to a file; see docs/export.md')
    .argument('[query...]', 'what to write, as for search; everything when left out')
    .option('--out <file>', 'file to write; the terminal when left out')
    .option(
      '--format <name>',
      'csv, jsonl, bibtex, csl or evidence; by the ending of the file',
      oneOf(...exportFormats),
    )
    .option('--limit <number>', 'only the newest so many', aNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--copies', 'also copies')
    .option('--no-text', 'leave the texts out')
    .option('--bom', 'begin a CSV with a byte order mark, for spreadsheets that want one')
    .addHelpText(
      'after',
      examples(
        `chipwire export 'entity:smic after:2025' --out smic.csv`,
        `chipwire export 'title:"entity list"' --format bibtex > sources.bib`,
        `chipwire export 'entity:huawei sentiment(huawei):<-0.5' --out evidence.zip`,
      ),
    )
    .action((query: string[], asked) =>
      run(async (ctx) =>
        (await import('./export.ts')).exportFound(ctx, { query: query.join(' '), ...asked }),
      ),
    );
}

function addCorrections(program: Command, run: Run): void {
  program
    .command('corrections')
    .description('what readers say of tags that are wrong')
    .command('export')
    .description('write them as a gold set, to measure the tagger on; see docs/method.md')
    .option('--out <file>', 'file to write; the terminal when left out')
    .addHelpText('after', examples('chipwire corrections export --out corrections.yaml'))
    .action((asked) => run(async (ctx) => (await import('./corrections.ts')).exportCorrections(ctx, asked)));
}

function addBackup(program: Command, run: Run): void {
  program
    .command('backup')
    .description('write the whole archive to one file, which fits either kind of database')
    .argument('<file>', 'file to write; replaced when the new one is whole')
    .option('--json', 'print what was written as one line of JSON')
    .addHelpText('after', examples('chipwire backup archive.backup'))
    .action((file: string, asked) =>
      run(async (ctx) => (await import('./backup.ts')).backup(ctx, { file, ...asked })),
    );
  program
    .command('restore')
    .description('fill the archive from a backup')
    .argument('<file>', 'what backup wrote')
    .option('--force', 'put it in the place of all that the archive holds')
    .option('--dry-run', 'only look whether the file is whole and of use; needs no archive')
    .addHelpText(
      'after',
      examples(
        'chipwire restore archive.backup --dry-run',
        'chipwire restore archive.backup',
        'DATABASE_URL=postgres://… chipwire restore archive.backup',
      ),
    )
    .action(async (file: string, { dryRun, ...asked }: { dryRun?: boolean; force?: boolean }) =>
      dryRun
        ? (await import('./backup.ts')).checkFile(file)
        : run(async (ctx) => (await import('./backup.ts')).restore(ctx, { file, ...asked }), {
            mayCreate: true,
          }),
    );
}

function addUpkeep(program: Command, run: Run): void {
  program
    .command('migrate')
    .description('bring the database to the newest version and exit')
    .action(() => run(async (ctx) => (await import('./archive.ts')).migrate(ctx), { mayCreate: true }));
  program
    .command('partition')
    .description(
      'keep articles and mentions by month, in partitions, on a PostgreSQL server; see docs/scale.md',
    )
    .option('--list', 'only show the partitions that there are')
    .action((asked) => run(async (ctx) => (await import('./partition.ts')).partition(ctx, asked)));
  program
    .command('retry')
    .description('take up articles again that the pipeline gave up on')
    .argument('[id...]', 'article ids; all failed ones when left out', articleIds)
    .action((ids?: number[]) => run(async (ctx) => (await import('./archive.ts')).retry(ctx, ids)));
}

function addDoctor(program: Command, run: Run): void {
  program
    .command('doctor')
    .description(
      'look at settings, lists, archive, servers, disk, clock and names, and say what to do; changes nothing, and works while the database is down',
    )
    .option('--json', 'print what was found as one line of JSON')
    .addHelpText('after', examples('chipwire doctor', 'chipwire doctor --json | jq .state'))
    .action((asked) => {
      const doctor = () => import('./doctor/doctor.ts');
      return run(async (ctx) => (await doctor()).doctorHere(ctx, asked), {
        alone: async (words, out) => (await doctor()).doctorAlone(words, asked, out),
      });
    });
}

/** What makes anew what the pipeline made. */
function addAnew(program: Command, run: Run): void {
  program
    .command('retag')
    .description('tag the archive anew with the present tagger and entity list, and say what changed')
    .option('--all', 'also articles that were tagged with these very versions')
    .option('--since <date>', 'only articles published on this day or later', aDay)
    .option('--dry-run', 'compare and store nothing')
    .option('--report <file>', 'write what changed to a file as well, as JSON')
    .option('--json', 'print what changed as one line of JSON')
    .addHelpText(
      'after',
      examples('chipwire retag --dry-run --since 2026-11-01', 'chipwire retag --report changes.json'),
    )
    .action((asked) => run(async (ctx) => (await import('./retag.ts')).retag(ctx, asked)));
  program
    .command('recluster')
    .description(
      'group the archive into stories anew, and say what changed; what people ruled of stories is obeyed',
    )
    .option('--since <date>', 'only articles published on this day or later', aDay)
    .option('--dry-run', 'compare and store nothing')
    .option('--json', 'print what changed as one line of JSON')
    .addHelpText('after', examples('chipwire recluster --dry-run', 'chipwire recluster --since 2026-11-01'))
    .action((asked) => run(async (ctx) => (await import('./recluster.ts')).recluster(ctx, asked)));
}

function addKeys(program: Command, run: Run): void {
  const keys = program
    .command('keys')
    .description('who may use the API from elsewhere, and sign in on the pages');
  keys
    .command('create')
    .description('make a key and show it, this once')
    .argument('<name>', 'for whom or what it is')
    .option('--scope <scope>', 'read, write or admin', oneOf('read', 'write', 'admin'), 'read')
    .option('--json', 'print it as one line of JSON')
    .addHelpText(
      'after',
      examples(
        'chipwire keys create Ada --scope admin',
        'chipwire keys create "Desk in Brussels" > desk.key',
      ),
    )
    .action((name: string, asked) =>
      run(async (ctx) => (await import('./keys.ts')).create(ctx, { name, ...asked }), { mayCreate: true }),
    );
  keys
    .command('list')
    .description('show the keys: what each may do, and when it was used')
    .option('--json', 'print them as one line of JSON')
    .action((asked) => run(async (ctx) => (await import('./keys.ts')).list(ctx, asked)));
  keys
    .command('rotate')
    .description('give a key another secret; the old one opens nothing more')
    .argument('<id>', 'the id of the key')
    .option('--json', 'print it as one line of JSON')
    .action((id: string, asked) =>
      run(async (ctx) => (await import('./keys.ts')).rotate(ctx, { id, ...asked })),
    );
  keys
    .command('revoke')
    .description('make a key open nothing more; its alerts stay, and are told to nobody')
    .argument('<id>', 'the id of the key')
    .addHelpText('after', examples('chipwire keys revoke 3f9a02c41be7'))
    .action((id: string) => run(async (ctx) => (await import('./keys.ts')).revoke(ctx, { id })));
}

function addAlerts(program: Command, run: Run): void {
  const alerts = program.command('alerts').description('saved queries that tell of what they find');
  addSavedAlerts(alerts, run);
  alerts
    .command('preview')
    .description('try an alert against the past: when it would have fired, and how often')
    .argument('<query...>', 'what it watches, as for search')
    .option('--trigger <trigger>', `one of ${triggerForms.join(', ')}; each new story when left out`)
    .option('--developments', 'also what is new in stories that were told already')
    .option('--spec <file>', 'a YAML file with trigger, gates, rhythm and priority, as the API takes them')
    .option('--from <date>', 'as if it had been made on that day; a year ago when left out', aDay)
    .option('--until <date>', 'up to that day; today when left out', aDay)
    .option('--hits <number>', 'hits shown', aNumber(0, 10_000), 20)
    .option('--json', 'print hits and summary as the API gives them, a line of JSON each')
    .addHelpText(
      'after',
      examples(
        `chipwire alerts preview 'entity:huawei licence'`,
        `chipwire alerts preview 'entity:smic' --trigger event:entity-listing --developments --from 2025-01-01`,
        `chipwire alerts preview 'entity:nvidia' --trigger level:nvidia:below:-0.3`,
      ),
    )
    .action((query: string[], asked) =>
      run(async (ctx) =>
        (await import('./alertPreview.ts')).previewAlert(ctx, { query: query.join(' '), ...asked }),
      ),
    );
}
