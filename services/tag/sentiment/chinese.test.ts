import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chineseCues } from './chinese-cues.ts';
import { type Sentiment, sentimentTowards } from './sentiment.ts';

interface Line {
  text: string;
  marks: { from: number; to: number; label: Sentiment['label'] }[];
}

const LABELS: Record<string, Sentiment['label']> = { '+': 'positive', '-': 'negative', '0': 'neutral' };

const lines = readFileSync(new URL('./chinese-lines.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(lineOf);

function lineOf(written: string): Line {
  const line: Line = { text: '', marks: [] };
  for (const [, plain, name, sign] of written.matchAll(/([^{]*)(?:\{([^|]+)\|(.)\})?/g)) {
    line.text += plain!;
    if (name === undefined) continue;
    const from = line.text.length;
    line.text += name;
    line.marks.push({ from, to: line.text.length, label: LABELS[sign!]! });
  }
  return line;
}

function accuracy(part: readonly Line[]): number {
  const right = part.flatMap(({ text, marks }) =>
    marks.map(({ from, to, label }) => sentimentTowards(text, from, to, 'zh').label === label),
  );
  return right.filter(Boolean).length / right.length;
}

function towards(text: string, target: string): Sentiment['label'] {
  const from = text.indexOf(target);
  return sentimentTowards(text, from, from + target.length, 'zh').label;
}

describe('sentiment in Chinese sentences', () => {
  const isHeld = (_: Line, index: number) => index % 3 === 2;

  it('holds 190 sentences with 300 names', () => {
    expect(lines.length).toBeGreaterThanOrEqual(190);
    expect(lines.flatMap(({ marks }) => marks).length).toBeGreaterThanOrEqual(300);
  });

  it('is right about 93 of 100 names in the sentences that it was tuned on', () => {
    expect(accuracy(lines.filter((line, index) => !isHeld(line, index)))).toBeGreaterThanOrEqual(0.93);
  });

  it('is right about 82 of 100 names in the sentences that it was not', () => {
    expect(accuracy(lines.filter(isHeld))).toBeGreaterThanOrEqual(0.82);
  });
});

describe('who does what to whom in Chinese', () => {
  it.each([
    ['the object of 把', '监管机构把沐曦列入黑名单', '沐曦', 'negative'],
    ['the doer behind 被', '沐曦被监管机构列入黑名单', '监管机构', 'neutral'],
    ['the winner behind 被', '沐曦在榜单上被燧原反超', '燧原', 'positive'],
    ['a listing that is not made', '欧盟决定不将沐曦列入黑名单', '沐曦', 'positive'],
    ['a ban that stays', '欧盟拒绝取消对沐曦的禁令', '沐曦', 'negative'],
    ['a licence taken away', '荷兰吊销了沐曦的出口许可', '沐曦', 'negative'],
    ['a release of the list', '沐曦被移出制裁名单', '沐曦', 'positive'],
    ['a clause that goes on', '沐曦发布年报，净利润暴跌', '沐曦', 'negative'],
    ['a clause about another', '沐曦发布年报，英伟达股价暴跌', '沐曦', 'neutral'],
    ['a clause that leads up to it', '受益于国产替代，沐曦扩产顺利', '沐曦', 'positive'],
    ['a concession', '尽管遭到封锁，沐曦仍然创下新高', '沐曦', 'positive'],
    ['a speaker', '沐曦董事长表示，英伟达已经落后', '沐曦', 'neutral'],
    ['one spoken of', '沐曦董事长表示，英伟达已经落后', '英伟达', 'negative'],
    ['one measured against', '沐曦的新卡比天数更省电，性能更强', '天数', 'negative'],
    ['lower costs', '沐曦的训练成本大幅下降', '沐曦', 'positive'],
    ['a growth that stalls', '沐曦营收增长放缓', '沐曦', 'negative'],
    ['more than a figure', '沐曦员工超过一千人', '沐曦', 'neutral'],
    ['not only', '沐曦不仅扭亏，而且份额攀升', '沐曦', 'positive'],
    ['a place', '峰会在沐曦总部成功举行', '沐曦', 'neutral'],
    ['a denial', '沐曦否认产品存在缺陷', '沐曦', 'neutral'],
    ['technical support', '新版驱动支持沐曦显卡', '沐曦', 'neutral'],
  ])('%s: %s → %s', (_, text, target, label) => {
    expect(towards(text, target)).toBe(label);
  });

  it('gets through a sentence without end', () => {
    for (const part of ['被', '制裁华为', '，但', '不', '“', '优于']) {
      const text = `华为${part.repeat(100_000 / part.length)}`;
      for (let i = 0; i < 200; i++) {
        const from = Math.floor((i * text.length) / 200);
        for (const { value } of chineseCues(text, { from, to: from + 2 })) expect(value).not.toBeNaN();
      }
    }
  });
});
