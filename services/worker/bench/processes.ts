import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadSettings, WireReady } from '../../testing/load/settings.ts';
import type { Acts } from './measured.ts';

/** A process of workers that does what it is asked for. */
export interface Measured {
  ask<Act extends keyof Acts>(
    act: Act,
    ...input: Parameters<Acts[Act]>
  ): Promise<Awaited<ReturnType<Acts[Act]>>>;
  end(): void;
}

const pathTo = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const typescript = ['--import', 'tsx'];

export async function startMeasured(env: Record<string, string | undefined>): Promise<Measured> {
  const child = fork(pathTo('measured.ts'), [], { env: { ...process.env, ...env }, execArgv: typescript });
  const waiting = new Map<number, (told: { answer?: unknown; error?: string }) => void>();
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The measured process ended by itself: ${code}`);
  });
  ended.catch(() => {});
  await Promise.race([once(child, 'message'), ended]);
  child.on('message', (told: { id: number; answer?: unknown; error?: string }) =>
    waiting.get(told.id)?.(told),
  );
  let asked = 0;
  const ask = (act: string, input: unknown) => {
    const id = ++asked;
    const answered = new Promise((resolve, reject) => {
      waiting.set(id, ({ answer, error }) => (error ? reject(new Error(error)) : resolve(answer)));
      child.send({ id, act, input });
    });
    return Promise.race([answered, ended]).finally(() => waiting.delete(id));
  };
  return {
    ask: ((act: string, input: unknown) => ask(act, input)) as Measured['ask'],
    end: () => child.disconnect(),
  };
}

const dayMs = 86_400_000;

/** The scaled wire as a process of its own, all of whose articles are out, within the thirty days before yesterday. */
export async function startWireProcess(
  feeds: number,
  articles: number,
): Promise<WireReady & { end(): void }> {
  const to = Date.now() - dayMs;
  const scale = { feeds, articles, from: to - 30 * dayMs, to };
  const settings: LoadSettings = { scale, clock: { begun: to, speed: 1, fastFor: 0 } };
  const child = fork(pathTo('../../testing/load/wireProcess.ts'), { execArgv: typescript });
  child.send(settings);
  const [ready] = (await once(child, 'message')) as [WireReady];
  return { ...ready, end: () => child.disconnect() };
}
