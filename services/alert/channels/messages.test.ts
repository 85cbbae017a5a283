import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notice } from '../notice.ts';
import { discordMessage } from './discord.ts';
import { mailMessage } from './mail.ts';
import { ntfyMessage } from './ntfy.ts';
import { slackMessage } from './slack.ts';
import { targets } from './targets.ts';
import { teamsMessage } from './teams.ts';
import { hostileTitle, matchWith, noticeWith } from './testing/notice.ts';
import { webhookMessage } from './webhook.ts';

const from = { from: 'Chipwire <alerts@chipwire.example>' };
const messages = {
  webhook: webhookMessage,
  slack: slackMessage,
  discord: discordMessage,
  teams: teamsMessage,
  ntfy: (notice: Notice) => ntfyMessage(notice, { topic: 'desk' }),
  mail: (notice: Notice) => mailMessage(notice, { to: 'desk@paper.example' }, from),
};

/** Every text in a message, with where it stands. */
function texts(value: unknown, at = ''): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => texts(part, `${at}.${key}`));
}

/** Titles of all kinds: astral characters at every place where something may be cut, controls, markup. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom('😀', '華', '&', '<', '\\', '*', '@', ']', '(', '"', '\n', '\ud83d'),
    maxLength: 6000,
  }),
);
const anyMatch = fc
  .record({ title: anyText, publisher: anyText, words: anyText, why: anyText, name: anyText })
  .map(({ title, publisher, words, why, name }) =>
    matchWith(
      {
        title,
        publisher,
        entities: Array(8).fill({ id: name, name, nameZh: name, score: -1, label: 'negative' }),
        events: Array(30).fill({ type: words, words, certainty: 'stated' }),
      },
      { why },
    ),
  );
const anyNotice = fc
  .record({
    title: anyText,
    name: anyText,
    matches: fc.array(anyMatch, { maxLength: 20 }),
    more: fc.nat(500),
  })
  .map(({ title, name, matches, more }) =>
    noticeWith({ kind: 'digest', title, matches, more, alert: { id: 3, name, query: name } }),
  );

const runs = { numRuns: 60 };

test.each(Object.entries(messages))('%s: no half of a pair, whatever the texts are', (_, message) => {
  fc.assert(
    fc.property(anyNotice, (notice) => {
      for (const [at, text] of texts(message(notice))) expect(/\p{Surrogate}/u.test(text), at).toBe(false);
    }),
    runs,
  );
});

test('every limit of every receiver holds', () => {
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  fc.assert(
    fc.property(anyNotice, (notice) => {
      expect(bytes(webhookMessage(notice))).toBeLessThan(20_000);
      expect(bytes(teamsMessage(notice))).toBeLessThan(28_000);
      const slack = slackMessage(notice) as { text: string; blocks: { text?: { text: string } }[] };
      expect(slack.blocks.length).toBeLessThanOrEqual(50);
      expect(slack.blocks[0]!.text!.text.length).toBeLessThanOrEqual(150);
      for (const block of slack.blocks) expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(3000);
      const discord = discordMessage(notice) as {
        content: string;
        embeds: { title: string; description: string }[];
      };
      expect(discord.content.length).toBeLessThanOrEqual(2000);
      expect(discord.embeds.length).toBeLessThanOrEqual(10);
      for (const { title, description } of discord.embeds) {
        expect(title.length).toBeLessThanOrEqual(256);
        expect(description.length).toBeLessThanOrEqual(4096);
      }
      const together = discord.embeds.reduce(
        (sum, { title, description }) => sum + title.length + description.length,
        0,
      );
      expect(together).toBeLessThanOrEqual(6000);
      const ntfy = ntfyMessage(notice, { topic: 'desk' }) as { message: string };
      expect(Buffer.byteLength(ntfy.message)).toBeLessThan(4096);
      const mail = messages.mail(notice);
      expect(mail.subject).not.toMatch(/[\r\n\p{Cc}]/u);
      expect(mail.subject.length).toBeLessThanOrEqual(200);
    }),
    runs,
  );
});

test('every match is told or counted, in every kind', () => {
  const counted = /and (\d+) more/;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 10, max: 300 }),
      (told, more, length) => {
        const notice = noticeWith({
          ...{ title: 'Digest', more },
          matches: Array.from({ length: told }, (_, n) =>
            matchWith({ title: `Unique${n}x ${'long '.repeat(length / 5)}` }),
          ),
        });
        for (const [kind, message] of Object.entries(messages)) {
          const json = JSON.stringify(message(notice));
          const shown = new Set(json.match(/Unique\d+x/g) ?? []).size;
          const rest =
            kind === 'webhook' ? webhookMessage(notice).data.more : Number(counted.exec(json)?.[1] ?? 0);
          expect(shown + rest, kind).toBe(told + more);
        }
      },
    ),
    runs,
  );
});

test('sentiment is told in words and with its sign, entities in both languages', () => {
  for (const message of [messages.slack, messages.teams, messages.ntfy, messages.mail]) {
    const json = JSON.stringify(message(noticeWith()));
    expect(json).toContain('Huawei (华为) −0.45 negative · Nvidia +0.20 positive');
  }
  expect(JSON.stringify(messages.discord(noticeWith()))).toContain('Huawei \\\\(华为\\\\) −0.45 negative');
});

describe('hostile titles', () => {
  const hostile = noticeWith({
    title: hostileTitle,
    alert: { id: 3, name: hostileTitle, query: hostileTitle },
    matches: [matchWith({ title: hostileTitle, publisher: hostileTitle, url: 'javascript:alert(1)' })],
  });

  test('call nobody and make no link in Slack and Mattermost', () => {
    for (const [at, text] of texts(slackMessage(hostile))) {
      if (at.startsWith('.blocks.0.')) continue; // plain text
      expect(text.replaceAll(/<https:\/\/[^|<>\s]+\|[^<>|]*>/g, ''), at).not.toMatch(/[<>]|@everyone|\]\(/);
    }
    expect(JSON.stringify(slackMessage(hostile))).not.toContain('javascript:');
  });

  test('stay text in Discord', () => {
    const { content, embeds } = discordMessage(hostile) as {
      content: string;
      embeds: { title: string; url?: string }[];
    };
    for (const text of [content, embeds[0]!.title])
      expect(text).toContain(
        '\\@everyone \\<!channel\\> \\<script\\>alert\\(1\\)\\</script\\> \\[Reuters\\]\\(https://evil.example\\) \\*\\*bold',
      );
    expect(embeds[0]!.url).toBe('https://chipwire.example/stories/41');
  });

  test('stand in Teams where nothing is read as Markdown', () => {
    const json = JSON.stringify(teamsMessage(hostile));
    expect(json).not.toContain('"TextBlock"');
    expect(json).not.toContain('javascript:');
  });

  test('stay text in HTML, and are one line in a subject', () => {
    const { html, subject } = messages.mail(hostile);
    const tags = [...html.matchAll(/<\/?([a-z!][^\s>]*)/gi)].map(([, name]) => name!);
    const ours = ['!doctype', 'html', 'head', 'meta', 'title', 'body', 'h1', 'h2', 'a', 'p', 'br', 'hr'];
    expect(tags.filter((name) => !ours.includes(name))).toEqual([]);
    expect(html).not.toContain('javascript:');
    expect(subject).toContain('& Bcc: spy@evil.example');
  });

  test('links with quotes and bars stay inside their place', () => {
    const url = 'https://wire.example/a|b"onmouseover=alert(1)>?c=\'<d>';
    const notice = noticeWith({ matches: [matchWith({ url })] });
    expect(messages.mail(notice).html).not.toMatch(/"onmouseover|'<d>/);
    const [, section] = (slackMessage(notice) as { blocks: { text: { text: string } }[] }).blocks;
    expect(section!.text.text.split('\n')[0]).toMatch(
      /^\*<https:\/\/wire\.example\/a%7Cb[^<>|]*\|Commerce[^<>|]*>\*$/,
    );
  });
});

test('a mail has one-click unsubscribing only where there is an https address for it', () => {
  const headers = (unsubscribe?: string) =>
    mailMessage(
      noticeWith(),
      { to: 'desk@paper.example' },
      { ...from, ...(unsubscribe ? { unsubscribe } : {}) },
    ).headers;
  expect(headers('https://chipwire.example/u/1')).toMatchObject({
    'List-Unsubscribe':
      '<https://chipwire.example/u/1>, <mailto:alerts@chipwire.example?subject=unsubscribe%20alert%203>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  for (const without of [headers(), headers('http://127.0.0.1/u/1')]) {
    expect(without['List-Unsubscribe']).toMatch(/^<mailto:/);
    expect(without).not.toHaveProperty('List-Unsubscribe-Post');
  }
});

test('an absurdly long text costs no time', () => {
  const huge = `${'< '.repeat(2_000_000)}&`;
  const started = performance.now();
  for (const message of Object.values(messages))
    message(noticeWith({ title: huge, matches: Array(20).fill(matchWith({ title: huge, url: huge })) }));
  expect(performance.now() - started).toBeLessThan(1000);
});

test.each([
  ['webhook', { url: 'https://desk.example.com/hook' }, true],
  ['webhook', { url: 'ftp://desk.example.com/' }, false],
  ['webhook', { url: 'https://user:password@desk.example.com/' }, false],
  ['webhook', { url: 'not an address' }, false],
  ['webhook', { url: 'https://desk.example.com/\0' }, false],
  ['webhook', { url: 'https://desk.example.com/\ud800' }, false],
  ['webhook', { url: 'https://desk.example.com/\u4e2d' }, true],
  ['webhook', { url: ' https://desk.example.com/hook\n' }, true],
  ['webhook', { url: 'https://desk.example.com/', more: 1 }, false],
  ['ntfy', { topic: 'chips' }, true],
  ['ntfy', { topic: 'chips/../x' }, false],
  ['ntfy', { topic: 'chips', token: 'a\r\nb' }, false],
  ['mail', { to: 'desk@example.com' }, true],
  ['mail', { to: 'Desk <desk@example.com>' }, false],
] as const)('a target of %s: %j is %s', (kind, target, good) => {
  expect(targets[kind].safeParse(target).success).toBe(good);
});
