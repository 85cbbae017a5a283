/** Errors whose message is written for whoever runs Chipwire: a wrong setting, a folder in use. */
const forPeople = new Set(['ConfigError', 'EntityListError', 'FolderInUseError', 'ArticleFaults']);

/** What to print about an error: its message where that says all, else everything there is. */
export function told(error: unknown): unknown {
  return error instanceof Error && forPeople.has(error.name) ? error.message : error;
}
