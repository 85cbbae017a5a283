import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';

const everyMicroseconds = 500;
/** A thread that has ended meanwhile does not answer. */
const patienceMs = 10_000;

interface FromWorker {
  params: { sessionId: string; message: string };
}

/** Begins CPU profiles of this process's main thread and of every other. @returns what ends them and writes each into a file */
export async function beginProfiles(): Promise<(folder: string) => Promise<void>> {
  const session = new Session();
  session.connect();
  const post = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) =>
      session.post(method, params, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  const threads: string[] = [];
  const waiting = new Map<string, (answer: { result: { profile: object } }) => void>();
  const tell = (sessionId: string, id: number, method: string, params: object = {}) =>
    post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params }) });
  session.on('NodeWorker.attachedToWorker', async ({ params }) => {
    threads.push(params.sessionId);
    await tell(params.sessionId, 1, 'Profiler.enable');
    await tell(params.sessionId, 2, 'Profiler.setSamplingInterval', { interval: everyMicroseconds });
    await tell(params.sessionId, 3, 'Profiler.start');
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }: FromWorker) => {
    const answer = JSON.parse(params.message) as { id: number; result: { profile: object } };
    if (answer.id === 4) waiting.get(params.sessionId)?.(answer);
  });
  await post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: everyMicroseconds });
  await post('Profiler.start');
  return async (folder) => {
    const write = (name: string, profile: object) =>
      writeFileSync(join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
    const ended = threads.map(
      (thread) =>
        new Promise<void>((done) => {
          const timer = setTimeout(done, patienceMs);
          waiting.set(thread, ({ result }) => {
            clearTimeout(timer);
            write(`thread-${thread}`, result.profile);
            done();
          });
          void tell(thread, 4, 'Profiler.stop');
        }),
    );
    write('main', ((await post('Profiler.stop')) as { profile: object }).profile);
    await Promise.all(ended);
    session.disconnect();
  };
}
