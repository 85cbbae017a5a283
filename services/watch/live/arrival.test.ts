import { setTimeout as sleep } from 'node:timers/promises';
import { gt } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import { countSteps } from '../../../db/articles.ts';
import { countUnmatched } from '../../../db/matches.ts';
import { channels, deliveries, feeds } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { specSchema } from '../../alert/spec.ts';
import { readConfig } from '../../runtime/config.ts';
import { articlePage, feedAt, give, rss, startPublisher, startTestApp } from '../../testing/app.ts';
import { saveAlert } from '../alerts.ts';
import { endReceivers, startReceiver } from '../testing/receivers.ts';

const listed = [
  'The Commerce Department’s Bureau of Industry and Security added 36 Chinese chip companies to its Entity List on Tuesday, among them SMIC’s plants in Shenzhen and Beijing and a supplier of Huawei.',
  'The rule takes effect on 14 March and needs a licence for every shipment of American tools to them. Officials said the companies had helped Huawei to make its Ascend processors.',
  'SMIC said that it would study the notice and that its operations went on as before. Shares of the company fell 4.2% in Hong Kong, and those of Naura Technology 3.1%.',
];
const library = [
  'DeepSeek has published a library for training sparse models under the MIT licence. The laboratory in Hangzhou said that the code cuts memory by 18% on older accelerators.',
  'Developers praised the documentation, which is in Chinese and English, and asked for support of more hardware.',
];

afterEach(endReceivers);

test('an article in a feed is with the receiver within seconds, once, and its copy is not', async () => {
  const [db, publisher, receiver] = [await openTestDatabase(), await startPublisher(), await startReceiver()];
  const entries: Parameters<typeof rss>[0] = [];
  const publish = (path: string, title: string, paragraphs: string[]) => {
    publisher.answers[path] = give('text/html', articlePage(title, paragraphs));
    entries.push({ title, link: publisher.origin + path, date: new Date().toUTCString() });
  };
  publisher.answers['/feed.xml'] = (req, res) => give('application/rss+xml', rss(entries))(req, res);
  const app = await startTestApp(db, [feedAt('wire', `${publisher.origin}/feed.xml`)], {
    config: readConfig({
      ...{ PORT: '0', REDIS_URL: process.env.REDIS_URL, CHIPWIRE_QUEUE_PREFIX: `arrival${process.pid}` },
      ...{ CHIPWIRE_ALLOW_HOSTS: publisher.host, CHIPWIRE_CHANNEL_HOSTS: receiver.host },
    }),
  });
  try {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const hook = { owner: 'local', kind: 'webhook' as const, name: 'hook', target: { url: receiver.url } };
    await db.orm.insert(channels).values({ ...hook, secrets: [{ secret }], madeAt: new Date() });
    const asked = { name: 'Huawei', query: 'huawei', channels: [1], ...specSchema.parse({}) };
    await saveAlert(db.orm, 'local', asked, new Date());
    const settled = async (articles: number) => {
      const clustered = async () => {
        // A poll that is under way sets the next one after this.
        await db.orm.update(feeds).set({ nextPollAt: new Date() }).where(gt(feeds.nextPollAt, new Date()));
        return (await countSteps(db.orm)).clustered;
      };
      await expect.poll(clustered, { timeout: 30_000, interval: 100 }).toBe(articles);
      await expect
        .poll(() => countUnmatched(db.orm), { timeout: 10_000, interval: 20 })
        .toEqual({ waiting: 0, failed: 0 });
    };
    publish('/listed', 'US adds 36 Chinese chip firms to Entity List', listed);
    await settled(1);
    await expect.poll(() => receiver.received.length, { timeout: 10_000, interval: 20 }).toBe(1);
    publish('/copied', 'Washington blacklists 36 Chinese chipmakers', listed);
    publish('/library', 'DeepSeek opens its optimiser library', library);
    await settled(3);
    await sleep(500);
    expect(receiver.received).toHaveLength(1);
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'alert.match',
      data: {
        ...{ id: 'notice-1', kind: 'match', more: 0 },
        title: 'Huawei: US adds 36 Chinese chip firms to Entity List',
        matches: [{ kind: 'story', article: { url: `${publisher.origin}/listed` } }],
      },
    });
    expect(await db.orm.select().from(deliveries)).toMatchObject([{ state: 'delivered', tries: 1 }]);
  } finally {
    await app.close();
    await publisher.close();
  }
});
