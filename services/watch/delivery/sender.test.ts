import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { hostileTitle, matchWith, noticeWith } from '../../alert/channels/testing/notice.ts';
import { endReceivers, startReceiver } from '../testing/receivers.ts';
import { type Channel, createSender, type Sender, type SenderSettings } from './sender.ts';

const senders: Sender[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const sender of senders.splice(0)) await sender.close();
  await endReceivers();
});

function open(allowHosts: string[], more: Partial<SenderSettings> = {}): Sender {
  const sender = createSender({ userAgent: 'Chipwire/test', allowHosts, mail: null, ...more });
  senders.push(sender);
  return sender;
}

const secret = `whsec_${Buffer.from('a secret of 24 bytes....').toString('base64')}`;
const older = `whsec_${Buffer.from('the secret before: 24 b.').toString('base64')}`;
const webhook = (url: string, more: Partial<Channel> = {}): Channel => ({
  ...{ id: 1, kind: 'webhook', target: { url }, secrets: [{ secret }], ...more },
});
const notice = noticeWith();

describe('webhooks', () => {
  test('row 27: signed as the standard’s own library verifies; tampering and old or early stamps are noticed', async () => {
    const receiver = await startReceiver();
    const now = new Date();
    expect(await open([receiver.host]).send(webhook(receiver.url), notice, now)).toEqual({
      ok: true,
      status: 204,
    });
    const [{ body, headers }] = receiver.received as [(typeof receiver.received)[0]];
    const verify = (text: string, key = secret) =>
      new Webhook(key).verify(text, headers as Record<string, string>);
    expect(verify(body)).toEqual({ type: 'alert.match', timestamp: notice.madeAt, data: notice });
    expect(headers).toMatchObject({ 'webhook-id': 'notice-12', 'content-type': 'application/json' });
    expect(() => verify(body.replace('Huawei', 'Huaweì'))).toThrow('No matching signature');
    expect(() => verify(body, older)).toThrow('No matching signature');
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const [minutes, fault] of [
      [6, 'too old'],
      [-6, 'too new'],
    ] as const) {
      vi.setSystemTime(now.getTime() + minutes * 60_000);
      expect(() => verify(body)).toThrow(fault);
    }
  });

  test('row 27: each try has the same id and body and a fresh stamp; two secrets sign while they change', async () => {
    const receiver = await startReceiver();
    const sender = open([receiver.host]);
    const now = new Date();
    const until = new Date(now.getTime() + 60_000).toISOString();
    const channel = webhook(receiver.url, { secrets: [{ secret }, { secret: older, until }] });
    const later = new Date(now.getTime() + 3_600_000);
    await sender.send(channel, notice, now);
    await sender.send(channel, notice, later);
    const [first, second] = receiver.received;
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    const stamp = (at: Date) => String(Math.floor(at.getTime() / 1000));
    expect([first, second].map((got) => got!.headers['webhook-timestamp'])).toEqual([
      stamp(now),
      stamp(later),
    ]);
    for (const key of [secret, older]) new Webhook(key).verify(first!.body, first!.headers as never);
    vi.useFakeTimers({ toFake: ['Date'], now: later });
    new Webhook(secret).verify(second!.body, second!.headers as never);
    expect(() => new Webhook(older).verify(second!.body, second!.headers as never)).toThrow('No matching');
  });

  test('a digest of long articles stays under 20 kB and says what is left out', async () => {
    const receiver = await startReceiver();
    const long = matchWith({ title: '出口管制'.repeat(200), url: `https://wire.example/${'x'.repeat(900)}` });
    const digest = noticeWith({ kind: 'digest', matches: Array(20).fill(long), more: 3 });
    await open([receiver.host]).send(webhook(receiver.url), digest, new Date());
    const { body } = receiver.received[0]!;
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    const { type, data } = JSON.parse(body);
    expect(type).toBe('alert.digest');
    expect(data.matches.length).toBeGreaterThan(3);
    expect(data.links.matches).toHaveLength(data.matches.length);
    expect(data.matches.length + data.more).toBe(23);
  });
});

describe('answers', () => {
  test.each([
    [200, {}, 'ok', { ok: true, status: 200 }],
    [400, {}, 'invalid_payload', { status: 400, next: 'later', reason: /right kind.*“invalid_payload”/ }],
    [401, {}, '', { status: 401, next: 'later', reason: /token/ }],
    [
      404,
      {},
      '<html>no</html>',
      { status: 404, next: 'later', reason: /nothing is there any more; check the address$/ },
    ],
    [410, {}, '', { status: 410, next: 'gone', reason: /wants no more/ }],
    [413, {}, '', { status: 413, next: 'later', reason: /too long/ }],
    [500, {}, '', { status: 500, next: 'later', reason: /fault of its own/ }],
  ])('%i', async (status, headers, body, expected) => {
    const receiver = await startReceiver((_, res) => res.writeHead(status, headers).end(body));
    const sent = await open([receiver.host]).send(webhook(receiver.url), notice, new Date());
    const { reason, ...rest } = expected as { reason?: RegExp };
    expect(sent).toMatchObject(rest);
    if (reason) expect((sent as { reason: string }).reason).toMatch(reason);
  });

  test.each([
    [429, '120', 120],
    [503, new Date('2026-11-26T09:00:00Z').toUTCString(), 3600],
    [429, '999999999999999', 86_400],
    [429, '0.65', null],
    [429, '-5', null],
    [429, 'soon', null],
  ])('%i with Retry-After: %s', async (status, after, seconds) => {
    const now = new Date('2026-11-26T08:00:00Z');
    const receiver = await startReceiver((_, res) => res.writeHead(status, { 'retry-after': after }).end());
    const sent = await open([receiver.host]).send(webhook(receiver.url), notice, now);
    const retryAt = seconds === null ? undefined : new Date(now.getTime() + seconds * 1000);
    expect((sent as { retryAt?: Date }).retryAt).toEqual(retryAt);
  });

  test.each([301, 302, 303, 307, 308])(
    'row 19: %i to a private host is a failure, and nothing goes there',
    async (status) => {
      const inside = await startReceiver();
      const receiver = await startReceiver((_, res) => res.writeHead(status, { location: inside.url }).end());
      const sent = await open([receiver.host, inside.host]).send(webhook(receiver.url), notice, new Date());
      expect(sent).toMatchObject({ ok: false, status, next: 'later' });
      expect((sent as { reason: string }).reason).toContain('redirects are not followed');
      expect(inside.received).toEqual([]);
    },
  );

  test('10 MB of answer: the status counts, and little of the rest is read', async () => {
    let written = 0;
    const receiver = await startReceiver((_, res) => {
      const more = () => {
        while (written < 10_000_000 && !res.destroyed) {
          written += 10_000;
          if (!res.write('x'.repeat(10_000))) return res.once('drain', more);
        }
        return res.end();
      };
      more();
    });
    expect(await open([receiver.host]).send(webhook(receiver.url), notice, new Date())).toEqual({
      ok: true,
      status: 200,
    });
    expect(written).toBeLessThan(5_000_000);
  });
});

describe('receivers that give no answer', () => {
  test.each([
    ['hang', () => {}, 'no complete answer within 0.3 s'],
    [
      'drip',
      (_: unknown, res: { write(text: string): void }) => void setInterval(() => res.write('x'), 20).unref(),
      'no complete answer within 0.3 s',
    ],
    [
      'reset',
      (_: unknown, res: { socket: { resetAndDestroy(): void } }) => res.socket.resetAndDestroy(),
      'broke the connection',
    ],
  ])('%s', async (_, act, words) => {
    const receiver = await startReceiver(act as never);
    const sent = await open([receiver.host], { timeoutMs: 300 }).send(
      webhook(receiver.url),
      notice,
      new Date(),
    );
    expect(sent).toMatchObject({ ok: false, status: null, next: 'later' });
    expect((sent as { reason: string }).reason).toContain(words);
  });

  test('nobody listens', async () => {
    const receiver = await startReceiver();
    await endReceivers();
    const sent = await open([receiver.host]).send(webhook(receiver.url), notice, new Date());
    expect(sent).toMatchObject({ ok: false, reason: expect.stringContaining('refused the connection') });
  });

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://[::ffff:7f00:1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.8/',
    'http://[fd00::1]/',
  ])('%s is not public', async (url) => {
    const sent = await open([]).send(webhook(url), notice, new Date());
    expect(sent).toMatchObject({ ok: false, status: null, next: 'later' });
    expect((sent as { reason: string }).reason).toMatch(/not a public address/);
  });

  test('a name that leads inside at one of its lookups reaches nothing there', async () => {
    const answers = [
      ['127.0.0.1'],
      ['93.184.216.34', '10.0.0.1'],
      ['93.184.216.34', '127.0.0.1'],
      ['0.0.0.0'],
    ];
    const lookups = vi.fn(async () => (answers.shift() ?? []).map((address) => ({ address, family: 4 })));
    const sender = open([], { resolve: lookups });
    for (const inside of ['127.0.0.1', '10.0.0.1', '127.0.0.1', '0.0.0.0']) {
      const sent = await sender.send(webhook('http://flips.example/'), notice, new Date());
      expect(sent).toMatchObject({ reason: `flips.example leads to ${inside}, not a public address` });
    }
    expect(lookups).toHaveBeenCalledTimes(4);
  });

  test('what is cancelled ends', async () => {
    const receiver = await startReceiver(() => {});
    const abort = new AbortController();
    const sending = open([receiver.host]).send(webhook(receiver.url), notice, new Date(), abort.signal);
    setTimeout(() => abort.abort(), 50);
    expect(await sending).toMatchObject({ ok: false, reason: 'the request was cancelled' });
  });
});

describe('secrets', () => {
  test('a receiver that answers with what it was sent puts none into a reason', async () => {
    const receiver = await startReceiver((req, res) =>
      res.writeHead(500).end(`${req.headers.authorization} at http://${req.headers.host}${req.url}`),
    );
    const token = 'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2';
    const sender = open([receiver.host]);
    const ntfy = {
      id: 2,
      kind: 'ntfy' as const,
      target: { server: `http://${receiver.host}`, topic: 'desk', token },
      secrets: [],
    };
    const answers = [
      await sender.send(webhook(receiver.url), notice, new Date()),
      await sender.send(ntfy, notice, new Date()),
      await sender.send({ ...ntfy, kind: 'slack', target: { url: receiver.url } }, notice, new Date()),
    ];
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
    expect(JSON.stringify(answers)).not.toMatch(/s3cr3t|AgQdq7/);
    expect(receiver.received[1]!.headers.authorization).toBe(`Bearer ${token}`);
  });

  test('nor the part of its address that is one', async () => {
    const receiver = await startReceiver((req, res) => {
      const { pathname, searchParams } = new URL(req.url!, 'http://x');
      res
        .writeHead(403)
        .end(`no hook ${pathname.split('/')[3]} with signature ${searchParams.get('sig')} here`);
    });
    const url = `http://${receiver.host}/services/T01/s3cr3tOfTheChannel24?v=1&sig=s3cr3t_Signature%2B1`;
    const sent = await open([receiver.host]).send(
      webhook(url, { kind: 'slack', target: { url } }),
      notice,
      new Date(),
    );
    expect(sent).toMatchObject({ reason: expect.stringContaining('“no hook … with signature … here”') });
  });

  test('a channel without secret, or with a target of another kind, says so and sends nothing', async () => {
    const receiver = await startReceiver();
    const sender = open([receiver.host]);
    const faults = [
      await sender.send(webhook(receiver.url, { secrets: [] }), notice, new Date()),
      await sender.send(webhook(receiver.url, { kind: 'mail', secrets: [] }), notice, new Date()),
      await sender.send(
        webhook('', { kind: 'mail', target: { to: 'desk@example.com' } }),
        notice,
        new Date(),
      ),
      await sender.send(webhook('javascript:alert(1)'), notice, new Date()),
    ];
    expect(faults.map((fault) => (fault as { reason: string }).reason)).toEqual([
      'the channel has no secret to sign with',
      expect.stringContaining('target is wrong: must be one e-mail address'),
      expect.stringContaining('no mail server is set'),
      expect.stringContaining('target is wrong: must be an address that starts with'),
    ]);
    expect(receiver.received).toEqual([]);
  });
});

test('each kind arrives as its receiver wants it, whatever feeds sent', async () => {
  const receiver = await startReceiver();
  const sender = open([receiver.host]);
  const hostile = noticeWith({ title: hostileTitle, matches: [matchWith({ title: hostileTitle })] });
  const server = `http://${receiver.host}`;
  const targets = {
    slack: { url: receiver.url },
    discord: { url: receiver.url },
    teams: { url: receiver.url },
    ntfy: { server, topic: 'desk' },
  };
  for (const [kind, target] of Object.entries(targets))
    expect(await sender.send({ id: 1, kind, target, secrets: [] } as Channel, hostile, new Date())).toEqual({
      ok: true,
      status: 204,
    });
  const [slack, discord, teams, ntfy] = receiver.received.map(({ body }) => JSON.parse(body));
  expect(slack.blocks[1].text.text).toContain('&lt;!channel&gt; &lt;script&gt;');
  expect(discord.allowed_mentions).toEqual({ parse: [] });
  expect(teams.attachments[0].content.body[1].inlines[0].text).toContain('[Reuters](https://evil.example)');
  expect(receiver.received[3]!.path).toBe('/');
  expect(ntfy).toMatchObject({ topic: 'desk', priority: 3, click: 'https://chipwire.example/stories/41' });
  for (const { body } of receiver.received) expect(body).not.toMatch(/\\r|\\u202e|\u202e/);
});
