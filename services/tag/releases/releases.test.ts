import { describe, expect, it } from 'vitest';
import type { Entity } from '../names/entity.ts';
import { readingOf } from '../quotes/testing.ts';
import { amountsIn } from './amounts.ts';
import { releasesIn } from './releases.ts';

const models = {
  'Kestrel-2': 'model kestrel',
  Kestrel: 'model kestrel',
  'Llama 3.1': 'model llama',
  'GPT-4o': 'model gpt',
  o1: 'model o1',
  红隼: 'model kestrel',
  Meta: 'company meta',
  OpenAI: 'company openai',
  Zephyr: 'company zephyr',
  西风: 'company zephyr',
  H800: 'chip h800',
  昇腾910B: 'chip ascend-910b',
};

const parents: Record<string, string> = { kestrel: 'zephyr', llama: 'meta', gpt: 'openai', o1: 'openai' };
const entities: ReadonlyMap<string, Entity> = new Map(
  Object.entries(parents).map(([id, parent]) => [id, { id, type: 'model', name: id, aliases: [], parent }]),
);

/** model: kind=value unit by, with the words where there is no value */
function told(text: string, title = ''): string[] {
  const readings = [readingOf(title, models, 'title'), readingOf(text, models)];
  return releasesIn(readings, { entities }).map(({ model, claims }) => {
    const who = 'entityId' in model.who ? model.who.entityId : '';
    const said = claims.map(({ kind, value, unit, by, words }) =>
      [`${kind}=${value ?? unit ?? words}`, value === undefined ? undefined : unit, by]
        .filter(Boolean)
        .join(' '),
    );
    return `${who}: ${said.join(', ')}`;
  });
}

describe('releasesIn', () => {
  it('reads sizes, context, licence and price of an English release', () => {
    const text =
      'Zephyr put out Kestrel-2 on Friday, a mixture with 340 billion parameters of which 18 billion work on each token. ' +
      'The model, released under the MIT licence, takes a context of 256K tokens. ' +
      'It costs $0.30 per million input tokens and $1.20 per million output tokens.';
    expect(told(text)).toEqual([
      'kestrel: parameters=340000000000, active-parameters=18000000000, licence=MIT, context=256000, price=0.3 USD/input, price=1.2 USD/output',
    ]);
  });

  it('reads a Chinese release', () => {
    const text =
      '西风今日开源红隼，总参数3400亿，激活180亿，上下文达百万级，采用Apache 2.0许可。' +
      '公司称训练用了1024张H800，花费约320万美元。API每百万tokens输入2元、输出8元。';
    expect(told(text)).toEqual([
      'kestrel: parameters=340000000000, active-parameters=18000000000, context=1000000, licence=Apache 2.0, ' +
        'hardware=1024张H800, training-cost=3200000 USD, price=2 CNY/input, price=8 CNY/output',
    ]);
  });

  it('leaves out what is claimed of the models it is measured by', () => {
    const text =
      'Zephyr released Kestrel on Monday. It has 90 billion parameters and beats Llama 3.1 with its 405 billion parameters. ' +
      'Meta asks $3.50 per million tokens. On AIME it scored 81.5, compared with 79.2 for o1.';
    expect(told(text)).toEqual(['kestrel: parameters=90000000000, benchmark=81.5 AIME unknown']);
  });

  it('tells who measured', () => {
    const said = told('Zephyr launched Kestrel today. The company claims 77% on SWE-bench Verified.');
    expect(said).toEqual(['kestrel: benchmark=77 SWE-bench Verified self']);
    const tested = told('西风上周发布红隼。第三方测试显示，它在LiveCodeBench上得分61.3。');
    expect(tested).toEqual(['kestrel: benchmark=61.3 LiveCodeBench independent']);
  });

  it('goes by the first model where only claims are told', () => {
    expect(told('Kestrel has 34 billion parameters, fewer than GPT-4o is thought to have.')).toEqual([
      'kestrel: parameters=34000000000',
    ]);
  });

  it('takes the largest of a family, and sizes from names', () => {
    const text = '西风推出红隼三款模型：大杯1.2万亿参数，激活400亿，小杯300亿参数。';
    expect(told(text)).toEqual(['kestrel: parameters=1200000000000, active-parameters=40000000000']);
    expect(told('Zephyr open-sourced Kestrel-2-70B-A7B yesterday.')).toEqual([
      'kestrel: parameters=70000000000, active-parameters=7000000000',
    ]);
  });

  it('leaves a title’s claim to the text that repeats it', () => {
    const text = 'Zephyr unveiled Kestrel in Hangzhou. Kestrel counts 500 billion parameters.';
    expect(told(text, 'Kestrel arrives with 500B parameters')).toEqual(['kestrel: parameters=500000000000']);
  });

  it('does not take sales, users, tokens or universities for claims', () => {
    const text =
      'Zephyr released Kestrel after raising $2.1 billion. It was read by 40 million users and trained on 15 trillion tokens. ' +
      'Researchers at MIT liked it, and revenue from training courses reached $9 million.';
    expect(told(text)).toEqual(['kestrel: ']);
  });

  it('says nothing of articles without models, and little of mere mentions', () => {
    expect(told('Meta has 600,000 GPUs and pays $0.10 per kilowatt hour.')).toEqual([]);
    expect(told('Nobody asked GPT-4o for its opinion of the export rules.')).toEqual([]);
  });

  it.each([
    ['figures', `Kestrel was released. ${'1,'.repeat(50_000)}`],
    ['signs', `Kestrel was released. ${'$'.repeat(100_000)}`],
    ['models', 'Kestrel beats o1 and '.repeat(5_000)],
    [
      'claims',
      `Kestrel was released. ${'It has 9 billion parameters under MIT licence on AIME. '.repeat(2_000)}`,
    ],
    ['one sentence', `红隼发布${'参数激活上下文百万'.repeat(11_000)}`],
  ])('finishes on hostile %s', (_, text) => {
    expect(() => told(text)).not.toThrow();
  });
});

describe('amountsIn', () => {
  it.each([
    ['671B', 671e9, undefined],
    ['$5.576 million', 5_576_000, 'USD'],
    ['6710亿', 671e9, undefined],
    ['557.6万美元', 5_576_000, 'USD'],
    ['ten billion', 10e9, undefined],
    ['1.2万亿', 1.2e12, undefined],
    ['11 cents', 0.11, 'USD'],
    ['两百万', 2e6, undefined],
    ['2,048', 2048, undefined],
    ['0.8元', 0.8, 'CNY'],
  ])('reads %s', (text, value, currency) => {
    const [amount] = amountsIn(`about ${text} of it`, 0, text.length + 12);
    expect(amount!.value).toBeCloseTo(value, 6);
    expect(amount!.currency).toBe(currency);
  });

  it('takes no figure from a rough number', () => {
    expect(amountsIn('七千多亿参数，动辄两三万亿，数百万用户', 0, 20).map(({ value }) => value)).toEqual([
      7e3,
    ]);
  });
});
