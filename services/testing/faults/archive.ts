import { addAlert } from '../../../db/alerts.ts';
import { addChannel } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { addFeed, type Standing, type Sums, standingOf, sumsOf } from '../../../db/testing/faults.ts';
import { type StepCounts, stepCountsOf } from '../../../db/testing/stepCounts.ts';
import { type Spec, specSchema } from '../../alert/spec.ts';
import { compileAlert } from '../../watch/compile.ts';

export interface WantedAlert {
  name: string;
  query: string;
  /** Places of its channels among the hooks. */
  through: number[];
  spec?: Partial<Record<keyof Spec, unknown>>;
}

/** What the harness does to and asks of the archive under test; everything in it goes through JSON. */
export interface Archive {
  /**
   * Makes a channel for each hook, and these alerts.
   *
   * @returns ids of both, in order
   * @throws where Chipwire is not yet so far that it knows the entities
   */
  setUp(hooks: { url: string; secret: string }[], wanted: WantedAlert[]): Promise<SetUp>;
  addFeeds(feeds: { id: string; url: string }[]): Promise<void>;
  standing(urls: string[], feedIds: string[]): Promise<Standing>;
  sums(): Promise<Sums>;
  steps(): Promise<StepCounts>;
}
export interface SetUp {
  channels: number[];
  alerts: number[];
}

const most = 1000;
const owner = 'local';

export function archiveOf(orm: Orm, now = () => new Date()): Archive {
  return {
    async setUp(hooks, wanted) {
      const made = await compiled(orm, wanted, now());
      const channels: number[] = [];
      for (const [nth, { url, secret }] of hooks.entries()) {
        const webhook = { kind: 'webhook' as const, name: `hook ${nth}`, target: { url } };
        channels.push((await addChannel(orm, { owner, ...webhook, secrets: [{ secret }] }, most, now()))!);
      }
      const alerts: number[] = [];
      for (const { through, ...parts } of made) {
        const ids = through.map((place) => channels[place]!);
        alerts.push((await addAlert(orm, { owner, ...parts, lookAt: null }, ids, most, now()))!);
      }
      return { channels, alerts };
    },
    async addFeeds(feeds) {
      for (const feed of feeds) await addFeed(orm, feed);
    },
    standing: (urls, feedIds) => standingOf(orm, urls, feedIds),
    sums: () => sumsOf(orm),
    steps: () => stepCountsOf(orm),
  };
}

const compiled = (orm: Orm, wanted: WantedAlert[], now: Date) =>
  Promise.all(
    wanted.map(async ({ name, query, through, spec }) => {
      const made = await compileAlert(orm, query, now);
      if ('faults' in made)
        throw new Error(`${query}: ${made.faults.map(({ message }) => message).join(' ')}`);
      const { program, programVersion, programUntil } = made;
      return {
        name,
        query,
        through,
        spec: specSchema.parse(spec ?? {}),
        program,
        programVersion,
        programUntil,
      };
    }),
  );
