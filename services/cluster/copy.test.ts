import { expect, test } from 'vitest';
import { copyShareOf } from './copy.ts';
import { type SignableArticle, signatureOf } from './signature.ts';

const paragraphs = [
  'The Bureau of Industry and Security has placed 36 firms on its Entity List, most of them makers of memory and of the tools that pattern it, after a review that took eleven months.',
  'Yangtze Memory Technologies, listed with a plant in Wuhan, may no longer buy American equipment without a licence, and officials said that applications would meet a presumption of denial.',
  'Shares of toolmakers fell by up to 6 percent in Tokyo. Analysts at two brokers put the lost revenue at 1.4 billion dollars a year, of which a third had been expected.',
  'A spokesman for the commerce ministry in Beijing called the step economic coercion and said that China would safeguard the rights of its companies, without naming a measure.',
  'The listing takes effect on publication in the Federal Register. Items already on their way to the firms may still be delivered until 9 January.',
];
const chinese = [
  '美国商务部工业与安全局周四将36家中国企业列入实体清单，其中多数从事存储芯片及相关设备的生产，此前的审查持续了十一个月。',
  '位于武汉的长江存储及其工厂今后未经许可不得采购美国设备，官员表示许可申请将按推定拒绝的原则处理。',
  '东京市场设备股一度下跌6%，两家券商估计相关公司每年损失约14亿美元收入，其中三分之一此前已有预期。',
  '中国商务部发言人表示，此举是典型的经济胁迫，中方将采取必要措施，坚决维护中国企业的正当权益。',
];

const article = (text: string, changes: Partial<SignableArticle> = {}) =>
  signatureOf({
    canonicalUrl: `https://wire.test/${text.length}`,
    publisher: 'Wire',
    language: 'en',
    title: 'Washington places 36 chip firms on Entity List',
    text,
    publishedAt: new Date('2026-01-05T09:00:00Z'),
    entities: [],
    events: [],
    ...changes,
  });

const original = article(paragraphs.join('\n\n'));
const of = (text: string, changes: Partial<SignableArticle> = {}) =>
  copyShareOf(article(text, { publisher: 'Gazette', ...changes }), original);

test.each([
  ['as it is', paragraphs.join('\n\n')],
  ['with the tail cut', paragraphs.slice(0, 2).join('\n\n')],
  [
    'with a lead-in and a note',
    `By our own staff in Washington, with agencies.\n\n${paragraphs.join('\n\n')}\n\nThis article is for information and is no advice.`,
  ],
  [
    'with words changed here and there',
    paragraphs
      .join('\n\n')
      .replace('most of them', 'the bulk being')
      .replace('called the step', 'described it as'),
  ],
  ['in capitals, with other quotes and spacing', paragraphs.join(' \n').toUpperCase()],
])('a text %s is a copy', (_, text) => {
  expect(of(text)).toBeGreaterThanOrEqual(0.6);
});

test('a copy may have another headline, by any publisher', () => {
  const changes = { title: 'Beijing protests as Washington lists memory makers' };
  expect(of(paragraphs.join('\n\n'), changes)).toBeGreaterThan(0.9);
});

test('one publisher that gives an article another address has copied it', () => {
  expect(copyShareOf(article(paragraphs.join('\n\n')), original)).toBe(1);
});

test('Chinese texts copy by their characters', () => {
  const first = article(chinese.join('\n'), { language: 'zh', title: '36家中国企业被列入实体清单' });
  const edited = `据外媒报道，${chinese.slice(0, 3).join('')}（责任编辑：某某）`;
  const copy = article(edited, { language: 'zh', title: '美方再列36家企业', publisher: '转载' });
  expect(copyShareOf(copy, first)).toBeGreaterThan(0.8);
});

test('a translation is no copy', () => {
  expect(of(chinese.join('\n'), { language: 'zh' })).toBeUndefined();
});

test('an article that quotes a paragraph is no copy', () => {
  const own =
    'Lawyers who advise suppliers have spent the week on the telephone. Several said that their clients had filled orders early, that contracts now carry a clause for this very case, and that the harder question is who services machines already in place. One reckons that a third of her clients will stop doing so by spring, another that nobody will before a test case is decided, and a third that insurers will settle it first by leaving such work out of their policies.';
  expect(
    of(`${paragraphs[0]}\n\n${own}\n\n${own.replaceAll('week', 'month').split('. ').reverse().join('. ')}`),
  ).toBeUndefined();
});

const report = (day: string, numbers: readonly [string, string, string, string], leader: string) =>
  `Shares in Hong Kong closed ${day}, the Hang Seng index moving ${numbers[0]} percent to ${numbers[1]} points in the main session on the exchange. ${leader} led the list of technology shares with a move of ${numbers[2]} percent, while turnover on the main board came to ${numbers[3]} billion Hong Kong dollars, compared with the average of the past month. The subindex of makers of chips followed the wider market, as traders waited for figures from the mainland later in the week.`;

test('two market reports from one template are no copies', () => {
  const monday = article(report('higher', ['1.2', '24,118', '4.7', '187'], 'Xiaomi'), {
    title: 'Hong Kong closes higher',
  });
  const tuesday = article(report('lower', ['0.8', '23,925', '3.1', '164'], 'Baidu'), {
    title: 'Hong Kong closes lower',
    publisher: 'Gazette',
  });
  expect(copyShareOf(tuesday, monday)).toBeUndefined();
});

const wall =
  'Please make sure that your browser supports scripts and cookies and that you are not blocking them from loading. For more information you can review our terms of service and cookie policy. For inquiries related to this message please contact our support team and provide the reference below.';

test.each(['Wire', 'Gazette'])('the wall of a publisher, or of its software, is no copy: %s', (publisher) => {
  const first = article(wall, { title: 'Nvidia forecasts record sales of Blackwell' });
  const second = article(wall, { title: 'Alibaba opens its Qwen weights', publisher });
  expect(copyShareOf(second, first)).toBeUndefined();
});

test('the same press boilerplate under different news makes no copy', () => {
  const about =
    'About the company: founded in 2003, it designs accelerators and the software that runs on them, employs 4,100 people in nine countries, and is listed in Shanghai.';
  const first = article(`${paragraphs[2]} ${paragraphs[3]} ${about}`);
  expect(
    copyShareOf(article(`${paragraphs[1]} ${paragraphs[4]} ${about}`, { publisher: 'Gazette' }), first),
  ).toBeUndefined();
});

test('teasers are too short to tell', () => {
  const teaser = 'Reuters reports that Washington has placed 36 firms on its Entity List.';
  expect(copyShareOf(article(teaser, { publisher: 'Gazette' }), article(teaser))).toBeUndefined();
});
