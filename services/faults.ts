/** Errors whose message is written for whoever runs Chipwire: a wrong setting, a folder in use. */
const forPeople = new Set([
  'BackupError',
  'ConfigError',
  'EntityListError',
  'FolderInUseError',
  'NewerArchiveError',
  'OtherPostgresError',
  'ArticleFaults',
  'WholeFileError',
]);

/** What the system or a server means by a code, and what to do about it. */
const meanings: Record<string, string> = {
  EEXIST: 'There is a file where a folder is needed; check CHIPWIRE_DATA.',
  ENOTDIR: 'There is a file where a folder is needed; check CHIPWIRE_DATA.',
  EACCES: 'This user may not write there; check CHIPWIRE_DATA, or PORT if it is below 1024.',
  EROFS: 'The disk cannot be written to; choose another folder with CHIPWIRE_DATA.',
  ENOSPC: 'The disk is full; free some space, or choose another folder with CHIPWIRE_DATA.',
  EADDRNOTAVAIL: 'This machine does not have the address that HOST names.',
  ENOTFOUND: 'The server’s name is not known; check DATABASE_URL and REDIS_URL.',
  ECONNREFUSED: 'No server listens there; start it, or check DATABASE_URL and REDIS_URL.',
  '3D000': 'There is no such database on the server; create it, or check DATABASE_URL.',
  '28P01': 'The server refused user and password; check DATABASE_URL.',
  '28000': 'The server refused the user; check DATABASE_URL.',
  '25006':
    'The database only lets read; switch default_transaction_read_only off there, or check DATABASE_URL.',
  '53100': 'The disk of the database is full; free some space there.',
  '53300': 'The database has no connection left; raise max_connections there, or lower CHIPWIRE_CONNECTIONS.',
  '42501': 'The user may not create tables there; check the rights in the database of DATABASE_URL.',
};

/** What to print about an error that ends the process: a sentence where one says all, else everything there is. */
export function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (forPeople.has(error.name)) return error.message;
  for (const cause of causesOf(error)) {
    const meaning = meanings[String((cause as { code?: unknown }).code)];
    if (meaning) return `${cause.message || error.message}\n${meaning}`;
  }
  return error;
}

/** One line on why a job failed. Query errors carry every parameter in their message: their cause says enough. */
export function reasonOf(error: unknown): string {
  const last = error instanceof Error ? causesOf(error).at(-1) : undefined;
  return (last?.message ?? String(error)).split('\n')[0]?.slice(0, 500) ?? '';
}

/**
 * Several lines on what nobody foresaw, for whoever mends it: its reason and where it happened. Without what a query was
 * given, which may be somebody's secret.
 */
export function traceOf(error: unknown): string {
  return error instanceof Error ? `${reasonOf(error)}${framesOf(error)}` : reasonOf(error);
}

/** The stack behind the message, which it begins with. */
const framesOf = ({ stack = '', message }: Error) => stack.slice(stack.indexOf(message) + message.length);

/**
 * No answer, an answer cut short, or one of a server that is about to end or to begin, that takes nothing, or that has no
 * room, memory or connection left: SQLSTATE 08…, 25006, 53100 to 53300, 57P01 to 57P03.
 */
const away = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOSPC|08...|25006|53[123]00|57P0[123])$/;
/** What `pg` and Redis say without a code. */
const cutShort =
  /^Connection (terminated|is closed)|^timeout exceeded when trying to connect|^Client has encountered a connection error|^(OOM|READONLY|LOADING|MISCONF|NOREPLICAS) |^Reached the max retries per request limit/;

/**
 * Whether an error says nothing of what was asked: the fault is that of the database, the queue or their machines, and what
 * was asked of them is to be asked again.
 */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const causes = causesOf(error);
  // A publisher or receiver that is away is another matter.
  if (causes.some(({ name }) => name === 'HttpError')) return false;
  return causes.some(
    (cause) => away.test(String((cause as { code?: unknown }).code)) || cutShort.test(cause.message),
  );
}

/** An error and what caused it, outermost first; of several tried addresses the first. */
function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  let next: unknown = error;
  while (next instanceof Error && !causes.includes(next)) {
    causes.push(next);
    next = next instanceof AggregateError && next.errors.length > 0 ? next.errors[0] : next.cause;
  }
  return causes;
}
