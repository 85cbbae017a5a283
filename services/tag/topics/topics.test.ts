import { describe, expect, it } from 'vitest';
import { loadEntityList } from '../names/list.ts';
import { type TopicTag, topicsOf } from './topics.ts';
import { topicsData } from './topics-data.ts';

const list = loadEntityList();

function relevanceOf(id: TopicTag['id'], title: string, text: string): number {
  const [inTitle, inText] = list.matcher
    .match([title, text])
    .map((found) => found.map(({ entityId }) => entityId)) as [string[], string[]];
  const tags = topicsOf(title, text, new Set([...inTitle, ...inText]), new Set(inTitle), list.entities);
  return tags.find((tag) => tag.id === id)!.relevance;
}

const controls: [title: string, text: string][] = [
  [
    'Dutch cabinet widens licensing for deep-ultraviolet scanners',
    'ASML will need permission from The Hague before it ships two more machines to chipmakers in China.',
  ],
  [
    'Smugglers hid accelerators among toys, prosecutors say',
    'Two men bought Nvidia chips in Malaysia and sent them on to China without the licences that Washington requires.',
  ],
  [
    'Beijing halts gallium shipments',
    'China answered new American chip restrictions with export curbs on two metals.',
  ],
  ['华盛顿再把十二家中国芯片企业列入实体清单', '美国商务部称，这些公司替被制裁者采购先进制程设备。'],
  ['寒武纪订单排到明年', '受美国出口管制影响，国内云厂商转向国产芯片，寒武纪产能吃紧。'],
];

const models: [title: string, text: string][] = [
  [
    'Zhipu puts a new flagship on Hugging Face',
    'The Beijing lab says its open-weight language model beats rivals at code.',
  ],
  [
    'Qwen slashes its prices once more',
    'Alibaba cut what developers in China pay per million tokens of its large language model.',
  ],
  ['月之暗面开源新一代推理模型', 'Kimi 团队称，模型在多项基准上追平海外对手，权重即日可下载。'],
  ['豆包大模型日均调用量再创新高', '字节跳动旗下火山引擎公布，新版本上线三天，词元消耗翻倍。'],
];

const neither: [title: string, text: string][] = [
  [
    'Fish and chips twice, please',
    'The price of cod rose again, and takeaways blame fuel. One shop in Hull now limits portions.',
  ],
  [
    'Sanctions bite Russian oil',
    'The United States blacklisted tankers that carry Russian crude past the price cap.',
  ],
  [
    'Our favourite gaming laptops',
    'All ten run the latest GeForce RTX cards; the cheapest has a dim screen. Read the review.',
  ],
  [
    'Huawei watch lasts two weeks',
    'We wore the smartwatch for a month and liked the strap, the display and the earbuds that came with it.',
  ],
  [
    'Senators clash over border security',
    'A national security bill on migrants and drug smuggling failed again in Congress.',
  ],
  ['Chip off the old block', 'The striker scored with a delicate chip, as his father did in the cup final.'],
  ['Models walk for a new label', 'A fashion house launched its spring range; the models wore open weave.'],
  ['OpenAI previews a video tool', 'The San Francisco company showed a text-to-video system to film makers.'],
  ['新款耳机开启预售', '这款耳机支持主动降噪，首发价五百元，手机端可调音效。'],
  ['周末天气转凉', '气象台预计，周末有小雨，最低气温九度，请适时添衣。'],
];

describe('topicsOf', () => {
  it.each(controls)('finds export controls in “%s”', (title, text) => {
    expect(relevanceOf('export-controls', title, text)).toBeGreaterThanOrEqual(0.5);
  });

  it.each(models)('finds Chinese models in “%s”', (title, text) => {
    expect(relevanceOf('model-releases', title, text)).toBeGreaterThanOrEqual(0.5);
    expect(relevanceOf('export-controls', title, text)).toBeLessThan(0.5);
  });

  it.each(neither)('finds neither in “%s”', (title, text) => {
    expect(relevanceOf('export-controls', title, text)).toBeLessThan(0.5);
    expect(relevanceOf('model-releases', title, text)).toBeLessThan(0.5);
  });

  it('weighs both topics where an article is on both', () => {
    const title = 'US chip export controls delay the next DeepSeek model';
    const text =
      'The start-up put off DeepSeek-V4, its open-weight language model, since Washington restricts Nvidia chips in China. Qwen and Kimi were released on Ascend instead.';
    expect(relevanceOf('export-controls', title, text)).toBeGreaterThanOrEqual(0.5);
    expect(relevanceOf('model-releases', title, text)).toBeGreaterThanOrEqual(0.5);
  });

  it('is no surer of a long text that names a few words by chance', () => {
    const [title, text] = controls[2]!;
    const once = relevanceOf('export-controls', title, text);
    const lost = `${text} ${'The harvest festival drew a crowd, and the band played on. '.repeat(1000)}`;
    expect(relevanceOf('export-controls', title, lost)).toBeLessThan(once);
  });

  it('says 0…1 of empty and hostile texts', () => {
    for (const text of ['', '"'.repeat(100_000), '芯片'.repeat(50_000), 'chip '.repeat(20_000)]) {
      for (const id of ['export-controls', 'model-releases'] as const) {
        const relevance = relevanceOf(id, text.slice(0, 200), text);
        expect(relevance).toBeGreaterThanOrEqual(0);
        expect(relevance).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('topics.yaml', () => {
  it('names only entities of the list', () => {
    for (const [name, { families }] of topicsData().groups) {
      const unknown = families.filter((id) => !list.entities.has(id));
      expect([name, unknown]).toEqual([name, []]);
    }
  });

  it('weighs every group', () => {
    const { groups, topics } = topicsData();
    const weighed = new Set(
      Object.values(topics).flatMap(({ weights, against }) =>
        [...weights, ...against].map(({ group }) => group),
      ),
    );
    expect([...groups.keys()].filter((name) => !weighed.has(name))).toEqual([]);
  });
});
