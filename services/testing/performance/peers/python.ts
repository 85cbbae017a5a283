import { spawnSync } from 'node:child_process';

/** Debian's own, for which its packages are. */
const python = '/usr/bin/python3';

/** What a Python program prints as JSON, or null where Python or one of its modules is not there. */
export function askPython<Answer>(program: string, input: unknown): Answer | null {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (status === 0) return JSON.parse(stdout) as Answer;
  if (status !== null && !/ModuleNotFoundError/.test(stderr)) throw new Error(stderr);
  return null;
}
