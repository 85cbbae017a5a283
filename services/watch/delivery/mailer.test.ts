import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { hostileTitle, matchWith, noticeWith } from '../../alert/channels/testing/notice.ts';
import { type Mailer, openMailer } from './mailer.ts';
import { createSender } from './sender.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Mail {
  from: string;
  to: string[];
  text: string;
}

/** A mail server on a free loopback port; it takes everything unless told otherwise. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
    async onData(stream, { envelope }, done) {
      let text = '';
      for await (const chunk of stream) text += chunk;
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), text });
      done();
    },
    ...options,
  });
  server.on('error', () => {});
  closers.push(() => server.close());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `smtp://127.0.0.1:${portOf(server.server)}`, mails };
}

const portOf = (server: Pick<Server, 'address'>) => (server.address() as { port: number }).port;

function open(url: string, timeoutMs = 5000): Mailer {
  const mailer = openMailer({ url, from: 'Chipwire <alerts@chipwire.example>' }, timeoutMs);
  closers.push(() => mailer.close());
  return mailer;
}

const desk = { to: 'desk@paper.example' };
const now = new Date('2026-11-26T08:13:05Z');

/** Headers by name in lower case, and the decoded parts of a mail. */
function readMail(text: string) {
  const [head, ...body] = text.split('\r\n\r\n');
  const unfolded = head!.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    unfolded.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 2),
    ]),
  );
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type']!)![1];
  const parts = body.join('\r\n\r\n').split(`--${boundary}`).slice(1, -1);
  return { headers, unfolded, parts: parts.map(decodedPart) };
}

function decodedPart(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** A header as people see it. */
const decodedWords = (value: string) =>
  value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : Buffer.from(
            word
              .replaceAll('_', ' ')
              .replaceAll(/=([0-9A-F]{2})/gi, (_m, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString(),
    );

test('a mail arrives whole: its text says what its HTML does, nothing is loaded, and it can be unsubscribed', async () => {
  const server = await startMailServer();
  const notice = noticeWith({
    matches: [matchWith(), matchWith({ title: '商务部：对英伟达展开调查' })],
    more: 12,
  });
  expect(await open(server.url).send(desk, notice, now)).toEqual({ ok: true, status: 250 });
  const [mail] = server.mails as [Mail];
  expect([mail.from, mail.to]).toEqual(['alerts@chipwire.example', ['desk@paper.example']]);
  const { headers, parts } = readMail(mail.text);
  expect(headers).toMatchObject({
    'message-id': '<notice-12@chipwire.example>',
    'auto-submitted': 'auto-generated',
    precedence: 'bulk',
    'list-id': '<alert-3.chipwire.example>',
    'list-unsubscribe': '<mailto:alerts@chipwire.example?subject=unsubscribe%20alert%203>',
    date: 'Thu, 26 Nov 2026 08:13:05 +0000',
  });
  expect(headers).not.toHaveProperty('list-unsubscribe-post');
  const [text, html] = parts as [string, string];
  for (const said of [
    'Huawei (华为) −0.45 negative',
    'Nvidia +0.20 positive',
    '商务部：对英伟达展开调查',
    'and 12 more',
    'Strait Ledger · 26 Nov 2026, 08:12 UTC · 3 publishers',
    'entity listing (planned)',
    'https://chipwire.example/alerts/3',
    'relevance 84 · novelty 100 · importance 62 · credibility 70',
  ]) {
    expect(text).toContain(said);
    expect(html).toContain(said);
  }
  expect(html).toContain('href="https://wire.example/chips/12?from=feed&amp;n=1"');
  expect(html).not.toMatch(/<img|<link|src=|url\(|@import|background|(?<![-\w])color:/i);
});

test('a title cannot add headers, mailboxes or markup', async () => {
  const server = await startMailServer();
  const notice = noticeWith({
    title: hostileTitle,
    matches: [matchWith({ title: hostileTitle, url: 'javascript:alert(1)' })],
  });
  await open(server.url).send(desk, notice, now);
  const [mail] = server.mails as [Mail];
  const { headers, unfolded, parts } = readMail(mail.text);
  expect(mail.to).toEqual(['desk@paper.example']);
  expect(unfolded.filter((line) => /^bcc/i.test(line))).toEqual([]);
  expect(decodedWords(headers.subject!)).toContain('& Bcc: spy@evil.example');
  const [, html] = parts as [string, string];
  expect(html).not.toMatch(/<script|javascript:|<at>/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('its reader can end it with one click', async () => {
  const server = await startMailServer();
  const mail = { url: server.url, from: 'alerts@chipwire.example' };
  const sender = createSender({ userAgent: 'Chipwire/test', allowHosts: [], mail });
  closers.push(() => void sender.close());
  const secrets = [{ secret: 'whsec_c2VjcmV0IG9mIHRoZSBtYWls' }];
  await sender.send({ id: 5, kind: 'mail', target: desk, secrets }, noticeWith(), now);
  const { headers, parts } = readMail(server.mails[0]!.text);
  const address = /^<(https:\/\/chipwire\.example\/unsubscribe\/5\/[\w-]{43})>, <mailto:/.exec(
    headers['list-unsubscribe']!,
  )![1]!;
  expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  for (const part of parts) expect(part).toContain(address);
});

test('the mailbox of a channel is one mailbox', async () => {
  const server = await startMailServer();
  const mail = { url: server.url, from: 'alerts@chipwire.example' };
  const sender = createSender({ userAgent: 'Chipwire/test', allowHosts: [], mail });
  closers.push(() => void sender.close());
  const hostile = [
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example, c@d.example',
    'A <a@b.example>',
    '"a b"@c.example',
    'a@b.example\u0000',
  ];
  for (const to of hostile) {
    const sent = await sender.send({ id: 1, kind: 'mail', target: { to }, secrets: [] }, noticeWith(), now);
    expect(sent, to).toMatchObject({
      ok: false,
      reason: expect.stringContaining('must be one e-mail address'),
    });
  }
  expect(server.mails).toEqual([]);
});

describe('what servers answer', () => {
  const refuse = (responseCode: number, message: string): SMTPServerOptions => ({
    onRcptTo: (_, __, done) => done(Object.assign(new Error(message), { responseCode })),
  });
  test.each([
    [451, 'Try again later', 'later', /does not take the mail now: 451 Try again later/],
    [550, 'No such mailbox', 'never', /refused the mail: 550 No such mailbox/],
  ])('%i', async (status, message, next, reason) => {
    const server = await startMailServer(refuse(status, message));
    const sent = await open(server.url).send(desk, noticeWith(), now);
    expect(sent).toMatchObject({ ok: false, status, next, reason: expect.stringMatching(reason) });
  });

  test('a wrong password is the operator’s to mend: it is tried again, and not told to anybody', async () => {
    const server = await startMailServer({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: ({ password }, _, done) =>
        password === 'right-one' ? done(null, { user: 1 }) : done(new Error(`Not ${password} here`)),
    });
    const at = server.url.replace('//', '//desk:');
    const sending = (password: string) => {
      const mail = { url: at.replace('desk:', `desk:${password}@`), from: 'alerts@chipwire.example' };
      const sender = createSender({ userAgent: 'Chipwire/test', allowHosts: [], mail });
      closers.push(() => void sender.close());
      return sender.send({ id: 1, kind: 'mail', target: desk, secrets: [] }, noticeWith(), now);
    };
    const refused = await sending('hunter2-wrong');
    expect(refused).toMatchObject({
      status: 535,
      next: 'later',
      reason: expect.stringContaining('CHIPWIRE_SMTP_URL'),
    });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(await sending('right-one')).toEqual({ ok: true, status: 250 });
    expect(server.mails).toHaveLength(1);
  });

  test('a certificate that nobody vouches for is no reason to send without', async () => {
    const server = await startMailServer({ disabledCommands: [] });
    const sent = await open(server.url).send(desk, noticeWith(), now);
    expect(sent).toMatchObject({
      ...{ ok: false, next: 'later' },
      reason: expect.stringContaining('the mail server has no valid certificate'),
    });
    expect(server.mails).toEqual([]);
  });

  test('a server that hangs, or is not there', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const url = `smtp://127.0.0.1:${portOf(silent)}`;
    const hung = await open(url, 300).send(desk, noticeWith(), now);
    expect(hung).toMatchObject({
      ok: false,
      status: null,
      next: 'later',
      reason: expect.stringContaining('did not answer in time'),
    });
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => silent.close(done));
    const gone = await open(url, 2000).send(desk, noticeWith(), now);
    expect(gone).toMatchObject({
      ok: false,
      next: 'later',
      reason: expect.stringMatching(/could not be reached|refused the connection/),
    });
  });
});
