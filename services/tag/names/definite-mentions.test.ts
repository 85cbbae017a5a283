import { describe, expect, it } from 'vitest';
import type { Named } from '../reading.ts';
import { languageOf } from '../text/language.ts';
import { loadEntityList } from './list.ts';
import { readField } from './read.ts';

const list = loadEntityList();

function namesIn(text: string): readonly Named[] {
  const [matches] = list.matcher.match([text]);
  return readField('text', text, matches!, languageOf(text), list.entities).named;
}

/** The descriptions that were taken for a name, as `words = whom`. */
function described(text: string): string[] {
  return namesIn(text)
    .filter(({ reason }) => reason?.endsWith('named just before'))
    .map(
      ({ start, end, who }) => `${text.slice(start, end)} = ${'entityId' in who ? who.entityId : who.name}`,
    );
}

describe('descriptions that surely stand for a name', () => {
  it.each<[string, string[]]>([
    ['Nvidia cut its outlook. The company blamed a licence rule.', ['The company = nvidia']],
    ['DeepSeek kept quiet. Users of the lab did not.', ['the lab = deepseek']],
    [
      'DeepSeek published the weights. The Hangzhou-based start-up charges little for them.',
      ['The Hangzhou-based start-up = deepseek'],
    ],
    ['Shares in SMIC fell. The foundry had warned of weak demand.', ['The foundry = smic']],
    [
      'On Tuesday, Huawei showed a server. The Chinese tech giant gave no price.',
      ['The Chinese tech giant = huawei'],
    ],
    ['ASML said the company would appeal.', ['the company = asml']],
    ['Intel shut a plant after the chipmaker lost a customer.', ['the chipmaker = intel']],
    ['Moonshot AI raised money. In a post, the startup thanked its users.', ['the startup = moonshot']],
    [
      'The Commerce Department wrote to Samsung. The department set a date.',
      ['The department = us-commerce'],
    ],
    [
      'The Cyberspace Administration of China spoke to buyers. The agency gave no date.',
      ['The agency = cac'],
    ],
    ['DeepSeek released V3 on Thursday. The model has 671 billion parameters.', ['The model = deepseek-v3']],
    [
      'Applied Materials fell 3%. The toolmaker sells a third of its output in China.',
      ['The toolmaker = applied-materials'],
    ],
    [
      'Qualcomm won an order. The company said so. The company gave no figure.',
      ['The company = qualcomm', 'The company = qualcomm'],
    ],
    [
      'Brightway Technologies denied it. The company has two plants.',
      ['The company = Brightway Technologies'],
    ],
    [
      'SEOUL (Wire) - Samsung Electronics doubled its profit. The firm credited memory.',
      ['The firm = samsung'],
    ],
    ['寒武纪发布半年报。该公司营收增长四十倍。', ['该公司 = cambricon']],
    ['昨日，深度求索公布论文。这家公司没有说明下一步计划。', ['这家公司 = deepseek']],
    ['商务部公布新规。该部门表示将继续沟通。', ['该部门 = mofcom']],
    ['月之暗面融资二十亿美元。这家中国初创公司拒绝评论。', ['这家中国初创公司 = moonshot']],
    ['智谱开源了GLM-5。该模型采用MIT许可。', ['该模型 = glm-5']],
    ['中芯国际公告称，该公司预计毛利率下降。', ['该公司 = smic']],
    ['摩尔线程今日公告，公司拟在香港发行股份。', ['公司 = moore-threads']],
    ['諾基亞發表聲明稱，公司預計需求回升。', ['公司 = nokia']],
    ['阿斯麥公布財報。該公司上調全年預測。', ['該公司 = asml']],
  ])('%s', (text, expected) => expect(described(text)).toEqual(expected));

  it.each([
    // two that fit
    'Nvidia sued AMD. The company wants damages.',
    'Huawei buys from SMIC. The company will not say how much.',
    'Alibaba cut prices, and Tencent followed. The tech giant gave no reason.',
    // not what the sentence is about
    'A lawyer wrote to Nvidia. The company is in Ohio.',
    'Analysts at Jefferies were glad. The company had done well.',
    'Nvidia’s rival Cerebralink grew. The company is small.',
    'Alibaba’s supplier went broke. The company owed millions.',
    'Demand for chips from TSMC grew. The company was glad.',
    // the other one in its own clause
    'Nvidia bought a stake in the company.',
    'Intel sued the start-up over a patent.',
    'Microsoft and the company signed on Friday.',
    // nothing that fits, or too long ago
    'Trump spoke on Friday. The company was glad.',
    'Nvidia rose. Rain fell in Ohio. The company was glad.',
    'ASML rose. The chipmaker was glad.',
    'Baidu rose. The lab was glad.',
    'The State Department spoke. The ministry was glad.',
    'The company fell. Nvidia did not.',
    // described by what follows
    'Nvidia rose. The company that makes its boxes did not.',
    'Nvidia rose. The chipmaker Intel did not.',
    'DeepSeek rose. The start-up scene did not.',
    'DeepSeek published V3. The model everyone waits for is R2.',
    'A rival released a model that beats GPT-5. The model is small.',
    'Nvidia rose. A rival firm said the company would fall.',
    '英伟达与华为竞争。该公司未回应。',
    '记者联系英伟达。该公司位于深圳。',
    '特朗普发表讲话。该公司股价下跌。',
    '英伟达的供应商停产。该公司欠薪半年。',
    '英伟达股价上涨。天气转凉。该公司未回应。',
    'Ramp认为DeepSeek便宜。该企业调查了美国公司。',
    '某实验室推出的模型优于GPT-4o。该模型只有七十亿参数。',
    '腾讯发布财报。该实验室成立三年。',
    '英伟达与AMD同日公告，公司预计需求回升。',
    '寒武纪大涨。多家上市公司表示，公司将跟进。',
    '他在公司已工作十年，公司将为他饯行。',
  ])('%s holds none', (text) => expect(described(text)).toEqual([]));

  it('says whom it means, and that by the entity’s name', () => {
    const text = 'Zhipu fell. The Beijing-based company cut prices.';
    expect(namesIn(text).map(({ start, end, reason }) => [text.slice(start, end), reason])).toEqual([
      ['Zhipu', undefined],
      ['The Beijing-based company', 'The Beijing-based company = Zhipu AI, named just before'],
    ]);
  });

  it.each([
    'Nvidia rose. The company said the company ',
    'the '.repeat(10),
    '该公司英伟达，该公司',
    'The Chinese Chinese Chinese Chinese ',
    'Nvidia, the company, Nvidia, ',
  ])('takes %j over and over', (words) => {
    expect(() => namesIn(words.repeat(Math.ceil(100_000 / words.length)))).not.toThrow();
  });
});
