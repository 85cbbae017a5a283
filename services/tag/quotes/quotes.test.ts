import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { quotesIn } from './quotes.ts';
import { readingOf } from './testing.ts';

/** speaker: words (verb) */
function told(text: string, names: Record<string, string> = {}, field: 'title' | 'text' = 'text'): string[] {
  return quotesIn(readingOf(text, names, field)).map(({ words, speaker, verb }) => {
    const who = speaker?.who;
    const name = who ? ('entityId' in who ? who.entityId : who.name) : '?';
    return `${name}: ${words}${verb ? ` (${verb})` : ''}`;
  });
}

const huang = { 'Jensen Huang': 'person huang', Huang: 'person huang', Nvidia: 'company nvidia' };

describe('English quotes', () => {
  it('finds the speaker before, behind and between', () => {
    const text =
      'Jensen Huang told investors: “Our market share there is close to zero.” ' +
      '“Nobody should cheer about that,” said Rosa Almeida, who runs a chip fund. ' +
      '“We are patient,” Huang added, “and we will be back one day.”';
    expect(told(text, { ...huang, 'Rosa Almeida': '~person' })).toEqual([
      'huang: Our market share there is close to zero. (told)',
      'Rosa Almeida: Nobody should cheer about that (said)',
      'huang: We are patient and we will be back one day. (added)',
    ]);
  });

  it('keeps the halves of a split quote apart as parts', () => {
    const text = '“It works,” Huang said on stage. “It works rather well, in fact.” Nobody clapped.';
    const [quote] = quotesIn(readingOf(text, huang));
    expect(quote!.parts.map(({ start, end }) => text.slice(start, end))).toEqual([
      'It works',
      'It works rather well, in fact.',
    ]);
    expect(text.slice(quote!.start, quote!.end)).toContain('Huang said');
  });

  it('reads straight and British single marks, and apostrophes as what they are', () => {
    expect(
      told("\"Customers don't wait for licences,\" said Huang. Nvidia's shares didn't move.", huang),
    ).toEqual(["huang: Customers don't wait for licences (said)"]);
    expect(told('‘The customers’ patience isn’t endless,’ warned Huang.', huang)).toEqual([
      'huang: The customers’ patience isn’t endless (warned)',
    ]);
  });

  it('joins a quote over paragraphs whose opening mark is repeated', () => {
    const text =
      '“First we lost the licence.\n\n“Then we lost the customer,” Huang recalled.\n\nNvidia declined to comment.';
    expect(told(text, huang)).toEqual([
      'huang: First we lost the licence. Then we lost the customer (recalled)',
    ]);
  });

  it('gives an unattributed next paragraph to the same speaker', () => {
    const text = '“The rule is a gift to our rivals,” Huang said.\n\n“They know it. We know it too.”';
    expect(told(text, huang)[1]).toBe('huang: They know it. We know it too.');
  });

  it('resolves he and she by gender and by who spoke last', () => {
    const names = { ...huang, 'Gina Raimondo': 'person raimondo' };
    const text =
      'Gina Raimondo met Jensen Huang in Washington on Tuesday.\n\n“The line will move when it must,” she said. ' +
      'Huang said he understood.\n\n“I have heard worse,” he joked.';
    expect(told(text, names)).toEqual([
      'raimondo: The line will move when it must (said)',
      'huang: I have heard worse (joked)',
    ]);
  });

  it('resolves the company and a spokesman to the organisation', () => {
    const names = { Zhipu: 'company zhipu', Huawei: 'company huawei', Citi: 'company citi' };
    const text =
      'Zhipu opened its model on Monday. “We have nothing to hide from anyone,” the company said in a post. ' +
      '“We do not comment on rumours at all,” said a spokesman for Huawei. ' +
      '“This will hurt margins for years,” analysts at Citi wrote.';
    expect(told(text, names)).toEqual([
      'zhipu: We have nothing to hide from anyone (said)',
      'huawei: We do not comment on rumours at all (said)',
      '?: This will hurt margins for years (wrote)',
    ]);
  });

  it('skips an apposition and a relative clause between name and verb', () => {
    const names = { ...huang, 'Lin Mei': '~person', 'Fudan University': '~organisation' };
    const text =
      'Lin Mei, a professor at Fudan University who once advised Nvidia, argued that the ban is “a tax on the wrong people”.';
    expect(told(text, names)).toEqual(['Lin Mei: a tax on the wrong people (argued)']);
  });

  it('reads a sentence turned round', () => {
    const text = 'The rule, said Huang, “has only made them work harder at home”.';
    expect(told(text, huang)).toEqual(['huang: has only made them work harder at home (said)']);
    const source = 'According to Huang of Nvidia, “half of the researchers are there anyway”.';
    expect(told(source, huang)[0]).toContain('huang: half of the researchers');
  });

  it('reads the passive, sources and answers', () => {
    expect(told('The curbs were described by Huang as “a failure in every way”.', huang)).toEqual([
      'huang: a failure in every way (described)',
    ]);
    expect(told('Buyers were told that “no parts will come this year”.', huang)).toEqual([]);
    expect(told('In the words of Huang, “nobody wins a race by tying shoes”.', huang)[0]).toMatch(/^huang:/);
    expect(told('Reporters asked Huang about May. His answer was: “Ask me in June.”', huang)[0]).toMatch(
      /^huang:/,
    );
  });

  it('takes any verb where a verb of saying belongs', () => {
    expect(told('“We have been through worse than that,” snarls Huang.', huang)).toEqual([
      'huang: We have been through worse than that (snarls)',
    ]);
    expect(told('Huang flew home. “It was a long week,” he yawned.', huang)).toEqual([
      'huang: It was a long week (yawned)',
    ]);
  });

  it('shares a verb between two stretches, as two quotes', () => {
    const text = 'Huang called the offer “a very generous one” and “far too late for anybody”.';
    expect(told(text, huang)).toEqual([
      'huang: a very generous one (called)',
      'huang: far too late for anybody (called)',
    ]);
  });

  it('reads headlines', () => {
    expect(told('Huang: sell to China and ‘keep the whole world on our platform’', huang, 'title')).toEqual([
      'huang: keep the whole world on our platform',
    ]);
    expect(told('Huang: ‘we will not walk away from China’', huang, 'title')).toEqual([
      'huang: we will not walk away from China',
    ]);
  });

  it('leaves out scare quotes, titles and terms', () => {
    const text =
      'The so-called “small yard and high fence” policy began with a paper called “Winning the Chips Race at Home”. ' +
      'Its 7" board, in the \'90s a “miracle”, now gathers dust. Huang dislikes the word “sovereign”.';
    expect(told(text, huang)).toEqual([]);
  });

  it('does not give a quote to a name inside another quote', () => {
    const text = 'Raimondo kept her nerve. “Jensen Huang told me it was over, and I laughed,” she said.';
    expect(told(text, { ...huang, Raimondo: 'person raimondo' })[0]).toMatch(/^raimondo:/);
  });

  it('leaves the speaker open where the text does', () => {
    const text =
      'A sign at the gate read: “No photographs beyond this point, please.” Nvidia rents the hall.';
    expect(told(text, huang)).toEqual(['?: No photographs beyond this point, please. (read)']);
  });
});

describe('Chinese quotes', () => {
  const names = { 黄仁勋: 'person huang', 英伟达: 'company nvidia', 华为: 'company huawei', 王岚: '~person' };

  it('finds the speaker before and behind', () => {
    const text =
      '英伟达首席执行官黄仁勋在财报会上表示：“中国市场实际上已经没有了。”“我们会继续争取，”他说，“但不抱太大希望。”';
    expect(told(text, names)).toEqual([
      'huang: 中国市场实际上已经没有了。 (表示)',
      'huang: 我们会继续争取 但不抱太大希望。 (说)',
    ]);
  });

  it('does not take the one spoken to for the speaker', () => {
    expect(told('黄仁勋对华为的员工说：“你们做得比我想的快。”', names)).toEqual([
      'huang: 你们做得比我想的快。 (说)',
    ]);
    expect(told('谈到英伟达时，王岚坦言：“差距还有三年左右。”', names)[0]).toMatch(/^王岚:/);
  });

  it('gives a spokesman’s words to the organisation and those of unnamed analysts to nobody', () => {
    expect(told('华为发言人回应称：“相关传闻完全不属实。”', names)[0]).toMatch(/^huawei:/);
    expect(told('英伟达股价下跌。一位分析师认为，“这只是短期的调整而已”。', names)[0]).toMatch(/^\?:/);
  });

  it('points 该公司 and 她 back', () => {
    const text =
      '华为周四发布新芯片。该公司称：“良率已经满足量产的要求。”王岚到场参观。她说：“比预想的要好很多。”';
    expect(told(text, names).map((each) => each.split(':')[0])).toEqual(['huawei', '王岚']);
  });

  it('reads corner marks and traditional characters', () => {
    expect(
      told('黃仁勳在台北強調，「台灣仍是供應鏈的中心，這點不會改變」。', { 黃仁勳: 'person huang' }),
    ).toEqual(['huang: 台灣仍是供應鏈的中心，這點不會改變 (強調)']);
  });

  it('knows in traditional characters too who is spoken to or of', () => {
    const names = { 林芷若: '~person', 華為: 'company huawei', 路透社: '~organisation' };
    expect(told('林芷若對路透社說：「訂單已經排到明年春天。」', names)[0]).toMatch(/^林芷若:/);
    expect(told('林芷若針對華為表示：「他們追得很快，不能輕敵。」', names)[0]).toMatch(/^林芷若:/);
  });

  it('does not let the object of 把 speak', () => {
    expect(told('一名官员把华为列入清单后表示：“这是早该做的事情。”', names)[0]).toMatch(/^\?:/);
  });

  it('lets a company speak through its spokesman', () => {
    const names = { 英伟达: 'company nvidia' };
    expect(told('英伟达的发言人表示：“我们会遵守每一条规定。”', names)[0]).toMatch(/^nvidia:/);
  });

  it('leaves out terms, lists and titles', () => {
    const text =
      '所谓“小院高墙”并未松动。商务部提到，9家企业已从“未经验证清单”移出。《“芯片战争”十讲》一书上月出版，名称中的“十讲”为编者所加。';
    expect(told(text, names)).toEqual([]);
  });

  it('leaves a quote before a sentence with its own object to the one before', () => {
    const text = '王岚拒绝跟进：“这种打法谁都赚不到钱。”黄仁勋也说，价格不是问题。';
    expect(told(text, names)[0]).toMatch(/^王岚:/);
  });
});

describe('hostile text', () => {
  it.each([
    ['marks', '"'.repeat(100_000)],
    ['opening marks', '“a '.repeat(33_000)],
    ['lines that begin with a mark', '“\n\n'.repeat(25_000)],
    ['blank lines in a quote', `“${'\n'.repeat(100_000)}`],
    ['one long sentence', `“We go on” ${'he said and '.repeat(9_000)}`],
    ['quotes of nobody', '“We all go on like this,” he said. '.repeat(3_000)],
    ['Chinese', '他说，“我们一直这样说下去”'.repeat(8_000)],
    ['apostrophes', "' a'b 'c".repeat(12_000)],
  ])('finishes on %s', (_, text) => {
    expect(() => quotesIn(readingOf(text, { 'We all': '~person' }))).not.toThrow();
  });

  it('is silent in other languages', () => {
    expect(
      quotesIn({ ...readingOf('« Non », dit-il. "Jamais de la vie", ajouta-t-il.'), language: 'fr' }),
    ).toEqual([]);
  });
});

const article = new URL('../../../../shared/data/articles/deepseek-jolt.txt', import.meta.url);

describe.skipIf(!existsSync(article))('the seed article (skipped where ../shared/data is absent)', () => {
  it('gives every quote to its speaker', () => {
    const names = {
      'Ye Kejiang': '~person',
      Ye: '~person=Ye Kejiang',
      'David Chao': '~person',
      'Liang Wenfeng': 'person liang-wenfeng',
      'Li Qiang': 'person li-qiang',
      DeepSeek: 'company deepseek',
      Invesco: '~organisation',
      'Huawei Technologies': 'company huawei',
    };
    const quotes = told(readFileSync(article, 'utf8'), names);
    expect(quotes.map((quote) => quote.split(':')[0])).toEqual([
      'Ye Kejiang',
      'Ye Kejiang',
      'David Chao',
      'Ye Kejiang',
      'Ye Kejiang',
      'Ye Kejiang',
    ]);
  });
});
