import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sentiment, sentimentTowards } from './sentiment.ts';

type Case = [text: string, target: string, label: Sentiment['label']];

function judge(text: string, target: string) {
  const from = text.indexOf(target);
  return sentimentTowards(text, from, from + target.length);
}

/** Written for this project: the same words must tell different things of different names. */
const english: Case[] = [
  ['US sanctions hit Huawei', 'Huawei', 'negative'],
  ['US sanctions hit Huawei', 'US', 'neutral'],
  ['Huawei shrugs off US sanctions', 'Huawei', 'positive'],
  ['Huawei shrugs off US sanctions', 'US', 'neutral'],
  ['US eases curbs on Nvidia', 'Nvidia', 'positive'],
  ['Washington tightened export curbs on SMIC on Friday.', 'SMIC', 'negative'],
  ['The Commerce Department sanctioned SMIC.', 'SMIC', 'negative'],
  ['The Commerce Department sanctioned SMIC.', 'Commerce Department', 'neutral'],
  ['SMIC was sanctioned by the Commerce Department.', 'SMIC', 'negative'],
  ['SMIC was sanctioned by the Commerce Department.', 'Commerce Department', 'neutral'],
  ['DeepSeek outperforms OpenAI on maths tests', 'DeepSeek', 'positive'],
  ['DeepSeek outperforms OpenAI on maths tests', 'OpenAI', 'negative'],
  ['OpenAI was beaten by DeepSeek on maths tests', 'OpenAI', 'negative'],
  ['OpenAI was beaten by DeepSeek on maths tests', 'DeepSeek', 'positive'],
  ['China continues to trail the US in computing power', 'China', 'negative'],
  ['China continues to trail the US in computing power', 'US', 'positive'],
  ['Nvidia shares soar after record sales', 'Nvidia', 'positive'],
  ['Shares of Nvidia plunged 17% on Monday.', 'Nvidia', 'negative'],
  ['Nvidia plunges as DeepSeek soars', 'Nvidia', 'negative'],
  ['Nvidia plunges as DeepSeek soars', 'DeepSeek', 'positive'],
  ['Cambricon failed to win the order.', 'Cambricon', 'negative'],
  ['Cambricon did not win the order.', 'Cambricon', 'negative'],
  ['The model is not good, said users of Ernie.', 'Ernie', 'negative'],
  ['Despite US sanctions, SMIC posted a record profit.', 'SMIC', 'positive'],
  ['SMIC posted a record profit despite US sanctions.', 'SMIC', 'positive'],
  ['Although its shares fell, Alibaba won praise for Qwen.', 'Alibaba', 'positive'],
  ['Baidu praised its own chips but lost market share.', 'Baidu', 'negative'],
  ['Regulators fined Alibaba $2.8 billion.', 'Alibaba', 'negative'],
  ['Alibaba was fined $2.8 billion by regulators.', 'Alibaba', 'negative'],
  ['China banned exports of gallium.', 'China', 'neutral'],
  ['Italy blocked DeepSeek over privacy.', 'DeepSeek', 'negative'],
  ['Italy blocked DeepSeek over privacy.', 'Italy', 'neutral'],
  ['TSMC suspended shipments to Sophgo amid an investigation.', 'Sophgo', 'negative'],
  ['The ban on Huawei was lifted.', 'Huawei', 'positive'],
  ['Trump lifts ban on Nvidia chip sales', 'Nvidia', 'positive'],
  ['Nvidia won approval to sell H20 chips to China.', 'Nvidia', 'positive'],
  ['Moonshot AI raised $500 million from Alibaba.', 'Moonshot AI', 'positive'],
  ['Prosecutors accused Megaspeed of smuggling.', 'Megaspeed', 'negative'],
  ['Prosecutors accused Megaspeed of smuggling.', 'Prosecutors', 'neutral'],
  ['Huawei overcame US curbs to mass-produce the chip.', 'Huawei', 'positive'],
  ['Analysts praised Qwen for its low cost.', 'Qwen', 'positive'],
  ['Analysts criticised Pangu for its weak results.', 'Pangu', 'negative'],
  ['ASML opened an office in Beijing on Tuesday.', 'ASML', 'neutral'],
  ['The talks took place in Geneva.', 'Geneva', 'neutral'],
  ['Intel lags behind AMD in servers', 'Intel', 'negative'],
  ['Intel lags behind AMD in servers', 'AMD', 'positive'],
  ['YMTC faces new US restrictions', 'YMTC', 'negative'],
  ['Micron suffers as China bars its chips', 'Micron', 'negative'],
  ['Zhipu survives blacklist and doubles revenue', 'Zhipu', 'positive'],
  ['Senators urged Commerce to blacklist DeepSeek', 'DeepSeek', 'negative'],
  ['Nvidia chief Jensen Huang slammed the export rule.', 'Jensen Huang', 'neutral'],
  ['Nvidia chief Jensen Huang slammed the export rule.', 'export rule', 'negative'],
  ['Advanced Micro Devices opened a laboratory in Shanghai.', 'Shanghai', 'neutral'],
];

const chinese: Case[] = [
  ['美国制裁华为', '华为', 'negative'],
  ['美国制裁华为', '美国', 'neutral'],
  ['华为被美国制裁', '华为', 'negative'],
  ['华为被美国制裁', '美国', 'neutral'],
  ['美国解除对华为的制裁', '华为', 'positive'],
  ['美國解除對華為的制裁', '華為', 'positive'],
  ['华为无惧美国制裁，营收大增', '华为', 'positive'],
  ['虽然面临制裁，但中芯国际营收大涨', '中芯国际', 'positive'],
  ['尽管业绩亮眼，阿里巴巴股价却大跌', '阿里巴巴', 'negative'],
  ['智谱股价未能上涨', '智谱', 'negative'],
  ['寒武纪净利润暴跌六成', '寒武纪', 'negative'],
  ['寒武纪首次实现盈利', '寒武纪', 'positive'],
  ['DeepSeek超越OpenAI登顶榜首', 'DeepSeek', 'positive'],
  ['DeepSeek超越OpenAI登顶榜首', 'OpenAI', 'negative'],
  ['商务部将十家美国企业列入黑名单', '商务部', 'neutral'],
  ['意大利封杀DeepSeek', 'DeepSeek', 'negative'],
  ['英伟达获批向中国出售H20芯片', '英伟达', 'positive'],
  ['中芯国际没有落后', '中芯国际', 'neutral'],
  ['美光遭中国调查', '美光', 'negative'],
  ['美光遭中国调查', '中国', 'neutral'],
  ['月之暗面完成融资', '月之暗面', 'positive'],
  ['特朗普政府暂停对英伟达的出口限制', '英伟达', 'positive'],
  ['华为周二在深圳举行会议', '华为', 'neutral'],
  ['百度文心性能落后于通义千问', '百度', 'negative'],
  ['百度文心性能落后于通义千问', '通义千问', 'positive'],
  ['检方指控Megaspeed走私芯片', 'Megaspeed', 'negative'],
];

describe('sentimentTowards', () => {
  it.each([...english, ...chinese])('%s → %s: %s', (text, target, label) => {
    expect(judge(text, target)).toMatchObject({ label });
  });

  it('shows the words that decided, as they stand in the text', () => {
    expect(judge('US Sanctions hit Huawei', 'Huawei').cues).toEqual(['hit', 'Sanctions']);
    expect(judge('美國制裁華為', '華為').cues).toEqual(['制裁']);
  });

  it('reads only the sentence of the target', () => {
    const text = 'Nvidia opened an office. Intel plunged.';
    expect(judge(text, 'Nvidia')).toMatchObject({ label: 'neutral', cues: [] });
  });

  it('takes no cue from inside the name', () => {
    expect(judge('Best Buy opened in Wuhan.', 'Best Buy').cues).toEqual([]);
    expect(judge('Officials met at Shenzhen Institute of Advanced Technology.', 'Officials').cues).toEqual(
      [],
    );
  });

  it('is neutral about a span that is not there', () => {
    for (const [from, to] of [
      [-1, 2],
      [3, 3],
      [2, 99],
      [Number.NaN, 2],
    ] as const) {
      expect(sentimentTowards('Nvidia fell', from, to)).toEqual({ score: 0, label: 'neutral', cues: [] });
    }
  });

  it('gives a score in −1…1 and cues of the text for any text and span', () => {
    const words = fc.constantFrom(
      'Huawei ',
      'sanctions ',
      'not ',
      '“',
      '”',
      '. ',
      '制裁',
      '华为',
      '，',
      'hit by ',
      '\ud800',
      '\u0000',
      'despite ',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 1, maxLength: 30 }),
        fc.nat(100),
        fc.nat(20),
        (parts, from, length) => {
          const text = parts.join('');
          const { score, cues } = sentimentTowards(text, from, from + length);
          expect(Math.abs(score)).toBeLessThanOrEqual(1);
          for (const cue of cues) expect(text).toContain(cue);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
