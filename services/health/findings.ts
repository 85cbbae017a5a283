/** How a part of Chipwire is: all is well, somebody should look at it, or something does not work. */
export const states = ['well', 'doubtful', 'failing'] as const;
export type State = (typeof states)[number];

/** What a check can find, in words; `{names}` stand for its facts. */
export interface Told {
  state: State;
  says: string;
  /** What whoever runs Chipwire can do about it. */
  todo?: string;
}

const well = <Says extends string>(says: Says) => ({ state: 'well', says }) as const;
const doubtful = <Says extends string, Todo extends string>(says: Says, todo: Todo) =>
  ({ state: 'doubtful', says, todo }) as const;
const failing = <Says extends string, Todo extends string>(says: Says, todo: Todo) =>
  ({ state: 'failing', says, todo }) as const;

const fewerConnections = 'Raise max_connections there, or lower CHIPWIRE_CONNECTIONS.';
const moreWorkers = 'Start more workers, or raise CHIPWIRE_WORKERS, if it goes on.';
const lookAtWorkers = 'Look whether workers run, and what their log says.';
const keepClocks = 'Have the clocks of all machines kept by NTP.';
const checkNames = 'Check the DNS server that this machine asks.';
const byItself = 'Free some space there; work goes on by itself.';

/** Everything that the checks can find. Pages say each sentence in their language. */
export const findings = {
  'not-known': doubtful('It could not be found out.', 'chipwire doctor tells why.'),
  'not-in-time': doubtful('No answer came in time.', 'Look again; chipwire doctor has more patience.'),

  'database-answers': well('The database answers.'),
  'database-slow': doubtful(
    'The database takes {took} to answer.',
    'Look what keeps its machine, or its disk, busy.',
  ),
  'database-away': failing(
    'The database does not answer.',
    'Start it, or check DATABASE_URL and the way to it; work goes on by itself.',
  ),
  'embedded-away': failing(
    'The embedded database does not answer.',
    'Start Chipwire anew: what was stored is there. If it does not start, restore the latest back-up.',
  ),

  writable: well('It takes what is written.'),
  'read-only': failing(
    'The database is set to be only read: pages go on, and no work is done.',
    'Switch default_transaction_read_only off there; work goes on by itself.',
  ),
  recovering: failing(
    'The database only repeats another one: pages go on, and no work is done.',
    'Let DATABASE_URL name the server that takes what is written.',
  ),
  'database-full': failing('The disk of the database is full: no work is done.', byItself),
  'not-written': failing(
    'The database did not take what was written last: no work is done.',
    'The logs of Chipwire and of the database tell why; work goes on by itself.',
  ),

  migrated: well('Its tables are of this version.'),
  behind: failing('Its tables are of an earlier version.', 'Run chipwire migrate.'),
  ahead: doubtful(
    'Its tables are of a newer version than this process.',
    'Bring this process up to the version of the others.',
  ),

  'connections-enough': well('{open} of its {most} connections are in use.'),
  'connections-few': doubtful('{open} of its {most} connections are in use.', fewerConnections),
  'connections-promised': doubtful(
    'All processes together may open {wanted} connections, and it has {most}.',
    fewerConnections,
  ),

  'queue-in-database': well('The queues are in the database.'),
  'queue-answers': well('Redis answers; it uses {used} of memory.'),
  'queue-away': failing(
    'Redis does not answer: no work is done.',
    'Start it, or check REDIS_URL; work goes on by itself.',
  ),
  'queue-full': failing(
    'Redis has used up its memory ({most}): no work is done.',
    'Raise maxmemory there; work goes on by itself.',
  ),
  'queue-nearly-full': doubtful('Redis uses {used} of its {most} of memory.', 'Raise maxmemory there.'),
  'queue-evicts': doubtful(
    'Redis may throw work away when it is short of memory (maxmemory-policy {policy}).',
    'Set maxmemory-policy there to noeviction.',
  ),

  'workers-alive': well('Processes that work: {workers}. Processes that serve pages: {webs}.'),
  'workers-none': failing(
    'No worker has been seen for a minute: nothing is polled, read or sent.',
    'Start one: chipwire worker.',
  ),
  'versions-differ': doubtful(
    'Processes of several versions run: {versions}.',
    'Bring all of them up to the newest.',
  ),

  'work-done': well('No article waits.'),
  'work-going': well('Articles on their way: {n}.'),
  'work-grows': doubtful('Articles on their way: {n}, and {more} more than {ago} ago.', moreWorkers),
  'reading-waits': doubtful(
    'The oldest article to be read has waited for {since}.',
    'Its host may have asked for patience. If many wait: look whether workers run, and what their log says.',
  ),
  'tagging-waits': doubtful('The oldest article to be tagged has waited for {since}.', lookAtWorkers),
  'grouping-waits': doubtful(
    'The oldest article to be put into a story has waited for {since}.',
    lookAtWorkers,
  ),
  'work-stands': failing('Articles have waited for {since} to be tagged or grouped.', lookAtWorkers),

  'alerts-done': well('Alerts have seen every article.'),
  'alerts-going': well('Articles that alerts will see next: {n}.'),
  'alerts-wait': doubtful('Articles have waited for {since} for alerts to see them.', lookAtWorkers),
  'alerts-stand': failing('Articles have waited for {since} for alerts to see them.', lookAtWorkers),

  'room-enough': well('{free} are free on the disk of the archive.'),
  'room-short': doubtful(
    'Only {free} are free on the disk of the archive.',
    'Free some space: work stops below {least}.',
  ),
  'room-none': failing(
    'The disk of the archive is almost full ({free} are free): no work is begun.',
    byItself,
  ),

  'clock-right': well('The clock goes evenly.'),
  'clock-apart': doubtful('The clocks of this machine and of the database are {apart} apart.', keepClocks),
  'clock-far-apart': failing('The clocks of this machine and of the database are {apart} apart.', keepClocks),
  'clock-jumped': doubtful('The clock of this machine jumped by {by}, {ago} ago.', keepClocks),

  'names-known': well('Names of hosts are found.'),
  'names-slow': doubtful('Names of hosts are found slowly ({took}).', checkNames),
  'names-lost': doubtful(
    'Of {polled} feeds that were polled within the hour, {n} had a host without an address.',
    checkNames,
  ),
  'names-unknown': failing('Names of hosts are not found: nothing can be fetched.', checkNames),

  'feeds-none': doubtful('No feed is polled.', 'docs/add-a-feed.md shows how to list one.'),
  'feeds-well': well('Of {listed} feeds, {failing} fail.'),
  'feeds-failing': doubtful('Of {listed} feeds, {failing} fail.', 'The page of each says why.'),
  'feeds-mostly-failing': failing(
    'Of {listed} feeds, {failing} fail.',
    'If the reasons on their pages are alike, look at this machine’s way to the web first.',
  ),
  'feeds-overdue': doubtful('Feeds that should have been polled {ago} ago: {n}.', lookAtWorkers),

  'deliveries-done': well('Nothing waits to be sent.'),
  'deliveries-going': well('Deliveries to be sent now: {n}.'),
  'deliveries-late': doubtful('Deliveries have been due for {since}.', lookAtWorkers),
  'deliveries-stand': failing('Deliveries have been due for {since}.', lookAtWorkers),

  'channels-well': well('No channel fails.'),
  'channels-failing': doubtful(
    'Channels that fail: {failing}. Channels that are off: {off}.',
    'The list of deliveries gives the receivers’ answers.',
  ),

  'mail-answers': well('The mail server answers.'),
  'mail-away': failing(
    'The mail server does not answer, or does not let Chipwire in.',
    'Check CHIPWIRE_SMTP_URL; what waits is sent by itself.',
  ),
} as const satisfies Record<string, Told>;
export type Code = keyof typeof findings;
