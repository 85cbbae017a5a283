import type { ChildProcess } from 'node:child_process';
import type { Archive } from './archive.ts';

interface Ask {
  nth: number;
  verb: keyof Archive;
  words: unknown[];
}
type Answer = ({ nth: number } & ({ said: unknown } | { fault: string })) | { ready: true };

/** In the process that has the archive: answers what its parent asks. */
export function answerAsks(archive: Archive): void {
  process.on('message', async ({ nth, verb, words }: Ask) => {
    const act = archive[verb] as (...words: unknown[]) => Promise<unknown>;
    const answer = await act(...words).then(
      (said) => ({ nth, said: said ?? null }),
      (error: Error) => ({ nth, fault: error.message }),
    );
    process.send?.(answer);
  });
  process.on('disconnect', () => process.exit()); // a harness that is gone leaves no processes behind
}

/** Tells the parent that all has started. */
export const sayReady = () => process.send?.({ ready: true });

/** In the parent: the archive of a child. What was asked of a child that has died is rejected. */
export function askOf(child: ChildProcess): { archive: Archive; ready: Promise<void> } {
  let last = 0;
  const waiting = new Map<number, { resolve(said: never): void; reject(fault: Error): void }>();
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (answer: Answer) => 'ready' in answer && resolve());
    child.on('exit', () => reject(new Error('the process that has the archive did not start')));
  });
  child.on('message', (answer: Answer) => {
    if ('ready' in answer) return;
    const asked = waiting.get(answer.nth);
    waiting.delete(answer.nth);
    if ('fault' in answer) asked?.reject(new Error(answer.fault));
    else asked?.resolve(answer.said as never);
  });
  child.on('exit', () => {
    const died = new Error('the process that has the archive died');
    for (const { reject } of waiting.values()) reject(died);
    waiting.clear();
  });
  const ask =
    (verb: keyof Archive) =>
    (...words: unknown[]) =>
      new Promise<never>((resolve, reject) => {
        const nth = ++last;
        waiting.set(nth, { resolve, reject });
        if (!child.connected) return void reject(new Error('the process that has the archive died'));
        child.send({ nth, verb, words } satisfies Ask, (error) => error && reject(error));
      });
  const archive = {
    setUp: ask('setUp'),
    addFeeds: ask('addFeeds'),
    standing: ask('standing'),
    sums: ask('sums'),
    steps: ask('steps'),
  };
  return { archive, ready };
}
