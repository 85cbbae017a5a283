import { describe, expect, it } from 'vitest';
import { loadEntityList } from '../names/list.ts';
import type { Reading } from '../reading.ts';
import type { EventTag } from '../tags.ts';
import { sentencesOf } from '../text/sentences.ts';
import { catalogueOf } from './catalogue.ts';
import { readCue } from './cue.ts';
import { eventsIn } from './events.ts';
import { stanceOf } from './stance.ts';

const list = loadEntityList();
const publishedAt = new Date('2025-01-16T02:40:00Z');

function events(text: string, title = ''): EventTag[] {
  const language = /\p{Script=Han}/u.test(text + title) ? 'zh' : 'en';
  const [inTitle, inText] = list.matcher.match([title, text]);
  const reading = (field: Reading['field'], own: string, matches: typeof inText): Reading => ({
    field,
    text: own,
    language,
    sentences: sentencesOf(own),
    named: matches!.map(({ entityId, start, end }) => ({
      start,
      end,
      who: { entityId },
      type: list.entities.get(entityId)!.type,
    })),
  });
  const readings = [reading('title', title, inTitle), reading('text', text, inText)];
  return eventsIn(readings, { publishedAt, entities: list.entities });
}

const types = (text: string, title = '') => events(text, title).map(({ type }) => type);

/** Who plays what, as `role+ id`, `role- id` or `role id`. */
const parts = ({ who }: EventTag) =>
  who.map(
    (part) =>
      `${part.role}${['-', '', '+'][part.effect + 1]} ${'entityId' in part.who ? part.who.entityId : ''}`,
  );

const one = (text: string, type: string): EventTag => {
  const found = events(text).filter((event) => event.type === type);
  expect(found, `one ${type} in: ${text}`).toHaveLength(1);
  return found[0]!;
};

describe('the catalogue', () => {
  it.each(['en', 'zh'] as const)('asks for kinds and ids that exist (%s)', (language) => {
    const { cues, types: all } = catalogueOf(language);
    const kinds = new Set([...list.entities.values()].map(({ type }): string => type));
    const isKnown = (name: string) =>
      kinds.has(name) || name === 'company-of-beat' || list.entities.has(name);
    const named = cues.flatMap(({ steps, with: also, without }) =>
      [...steps.map(({ term }) => term), ...also, ...without].flatMap(({ names }) => names),
    );
    const inRoles = all.flatMap(({ roles }) => roles.flatMap((role) => role.of));
    expect([...new Set([...named, ...inRoles])].filter((name) => !isKnown(name))).toEqual([]);
  });

  it('knows the types and roles that types speak of', () => {
    const { types: all, cues } = catalogueOf('en');
    const ids = new Set(all.map(({ id }) => id));
    for (const { id, over, within, needs, roles } of all) {
      expect(
        [...over, ...(within ? [within] : [])].filter((other) => !ids.has(other)),
        id,
      ).toEqual([]);
      expect(
        (needs ?? []).filter((role) => !roles.some((rule) => rule.role === role)),
        id,
      ).toEqual([]);
      expect(
        cues.some(({ type }) => type.id === id),
        id,
      ).toBe(true);
    }
  });

  it('refuses a cue with a star inside a word, a group nobody wrote, or an empty place', () => {
    expect(() => readCue('pull* in ... money', {})).toThrow('stands before the end');
    expect(() => readCue('$nothing', {})).toThrow('words/ does not have');
    expect(() => readCue('add| ... list', {})).toThrow('empty alternative');
  });
});

describe('what happened', () => {
  it.each<[string, string]>([
    ['entity-listing', 'Washington has put the chip designer Biren on its Entity List.'],
    ['entity-listing', '寒武纪上周被美国商务部列入实体清单。'],
    ['entity-delisting', 'BIS took YMTC off the Unverified List.'],
    ['entity-delisting', '长江存储被移出未经验证清单。'],
    ['military-listing', 'The Pentagon named Baidu a Chinese military company.'],
    ['military-listing', '五角大楼把百度放进1260H清单。'],
    ['licence-required', 'Nvidia must now have a licence for every H20 that it ships to China.'],
    ['licence-required', '英伟达今后向中国出口H20须申请许可证。'],
    ['licence-granted', 'The Commerce Department has cleared Nvidia to sell the H200 in China.'],
    ['licence-granted', '美国政府已批准英伟达向中国出口H20。'],
    ['licence-denied', 'The Commerce Department revoked the licence under which Intel supplied Huawei.'],
    ['licence-denied', '美国商务部吊销了高通向华为供货的许可证。'],
    ['rule-proposed', 'The White House is weighing a cap on exports of AI chips to Malaysia.'],
    ['rule-proposed', '美国拟进一步收紧对华芯片出口管制。'],
    [
      'rule-issued',
      'The Bureau of Industry and Security published sweeping export controls on advanced chips.',
    ],
    ['rule-issued', '美国商务部发布新规，限制先进芯片对华出口。'],
    ['rule-rescinded', 'The Commerce Department has scrapped the AI Diffusion Rule.'],
    ['rule-rescinded', '美国宣布废除AI扩散规则。'],
    ['rule-delayed', 'BIS suspended the Affiliates Rule for twelve months.'],
    ['rule-delayed', '美国商务部宣布暂停实施穿透性规则一年。'],
    ['guidance-issued', 'BIS published guidance on the use of Ascend chips abroad.'],
    ['guidance-issued', '美国商务部发布指南，提醒企业不要使用昇腾芯片。'],
    ['bill-progress', 'A House committee voted unanimously for the Chip Security Act.'],
    ['bill-progress', '美国众议院表决通过芯片安全法案。'],
    ['enforcement', 'Two men were charged with smuggling H100 chips through Singapore.'],
    ['enforcement', '一名商人因向中国走私英伟达H100芯片被捕。'],
    ['penalty', 'Seagate will pay $300 million to settle charges over sales to Huawei.'],
    ['penalty', '希捷因违规供货被美国商务部罚款3亿美元。'],
    ['mineral-retaliation', 'China put exports of gallium and germanium under licence.'],
    ['mineral-retaliation', '商务部公告对镓、锗实施出口管制。'],
    [
      'retaliation-listing',
      'Beijing placed Skydio on its unreliable entity list, the Ministry of Commerce said.',
    ],
    ['retaliation-listing', '商务部将多家美国企业列入不可靠实体清单。'],
    ['purchase-discouraged', 'Chinese regulators have urged Tencent to avoid buying the H20.'],
    ['purchase-discouraged', '监管部门要求阿里巴巴停止采购英伟达的H20芯片。'],
    ['app-ban', 'Australia banned DeepSeek from government devices.'],
    ['app-ban', '意大利要求苹果应用商店下架DeepSeek。'],
    ['antitrust-probe', 'China’s market regulator opened an antitrust probe of Nvidia.'],
    ['antitrust-probe', '市场监管总局对英伟达开展反垄断调查。'],
    ['security-review', 'China summoned Nvidia over an alleged backdoor in the H20.'],
    ['security-review', '国家网信办就H20后门风险约谈英伟达。'],
    ['model-release-open', 'Zhipu released the weights of GLM-4.5 under the MIT licence.'],
    ['model-release-open', '智谱开源GLM-4.5。'],
    ['model-release-closed', 'Baidu launched ERNIE 4.0 on its cloud.'],
    ['model-release-closed', '百度推出文心4.0。'],
    ['benchmark-claim', 'DeepSeek says that R1 outperforms OpenAI o1 on AIME.'],
    ['benchmark-claim', '深度求索称，R1在数学评测上超过OpenAI o1。'],
    ['distillation-claim', 'OpenAI accused DeepSeek of distilling its models.'],
    ['distillation-claim', 'OpenAI指控DeepSeek未经授权蒸馏其模型。'],
    ['price-cut', 'Alibaba slashed the price of Qwen by 97 per cent.'],
    ['price-cut', '阿里云宣布通义千问降价97%。'],
    ['chip-launch', 'Huawei unveiled the Ascend 950 in Shanghai.'],
    ['chip-launch', '华为在上海发布昇腾950。'],
    ['production', 'SMIC has begun mass production of 5nm chips.'],
    ['production', '中芯国际5纳米芯片已开始量产。'],
    ['order', 'ByteDance ordered 100,000 Ascend 910B chips from Huawei.'],
    ['order', '字节跳动向华为订购十万颗昇腾910B芯片。'],
    ['order-cut', 'Tencent cancelled its orders for Nvidia’s H20.'],
    ['order-cut', '腾讯取消了英伟达H20订单。'],
    ['funding', 'Moonshot raised $500 million in a round led by Alibaba.'],
    ['funding', '月之暗面完成5亿美元融资，由阿里巴巴领投。'],
    ['ipo', 'Zhipu filed for an IPO in Hong Kong.'],
    ['ipo', '智谱向港交所递交招股书。'],
    ['capex', 'Alibaba will spend 380 billion yuan on data centres and AI.'],
    ['capex', '阿里巴巴称未来三年资本开支将达3800亿元。'],
    ['earnings-guidance', 'ASML cut its forecast for next year.'],
    ['earnings-guidance', '中芯国际预计四季度营收增长5%。'],
    ['outage', 'DeepSeek’s chatbot suffered an outage that lasted for hours.'],
    ['outage', 'DeepSeek服务器宕机两小时。'],
    ['attack', 'DeepSeek said hackers had hit its servers.'],
    ['attack', 'DeepSeek遭到大规模恶意攻击。'],
    ['talks', 'He Lifeng and Scott Bessent held talks on chips in London.'],
    ['talks', '中美经贸磋商在伦敦举行，芯片管制是议题之一。'],
    ['ally-alignment', 'The Netherlands will require licences for ASML’s immersion tools.'],
    ['ally-alignment', '荷兰政府宣布限制阿斯麦光刻机出口。'],
    ['tariff', 'Trump threatened a 100 per cent tariff on Chinese chips.'],
    ['tariff', '特朗普宣布对中国芯片加征100%关税。'],
    ['entity-listing', '美國商務部將壁仞科技列入實體清單。'],
    [
      'entity-listing',
      'The latest batch of 80 names caught by BIS includes Nettrix and several Inspur affiliates.',
    ],
    ['entity-delisting', '美国商务部官网显示，该公司已不在未经验证清单之列。'],
    ['military-listing', 'Tencent found itself on the US Defense Department’s annual roll of suspect firms.'],
    ['licence-required', '英伟达接获美国政府通知，今后对华出售H20一律要先拿许可证。'],
    [
      'licence-granted',
      'Samsung and SK Hynix have secured US clearance to bring chipmaking tools into China.',
    ],
    ['licence-granted', '美方为H20芯片对华销售亮起绿灯。'],
    ['licence-denied', 'Washington has said no to Nvidia’s plea to sell a cut-down Blackwell in China.'],
    ['rule-rescinded', 'The AI Diffusion Rule was killed off by the Commerce Department.'],
    ['rule-delayed', '中国商务部宣布，稀土管制措施顺延至2026年11月。'],
    ['enforcement', '香港海关在一艘快艇上截获大批英伟达GPU。'],
    ['retaliation-listing', 'Beijing blacklisted TechInsights over its reports on Huawei’s chips.'],
    ['app-ban', '丹麦要求各部委从工作手机上删掉DeepSeek。'],
    [
      'antitrust-probe',
      'The chip designer Qualcomm is being probed in China over its acquisition of Autotalks.',
    ],
    ['benchmark-claim', 'DeepSeek said R1 performs on a par with OpenAI’s o1 in maths.'],
    ['distillation-claim', 'OpenAI has seen signs that DeepSeek used its output to train a rival system.'],
    ['order', 'Tencent and Alibaba rushed to stockpile Nvidia’s H20 before the deadline.'],
    ['order-cut', '苹果放弃向长江存储采购闪存的计划。'],
    ['funding', 'State-backed investors put $2 billion into Moore Threads.'],
    ['production', '中芯国际明年7纳米产能有望翻一番。'],
  ])('%s: %s', (type, text) => {
    expect(types(text)).toContain(type);
  });
});

describe('what did not', () => {
  it.each([
    'The film studio began production of its next film with Tesla cars.',
    'The agency launched a probe to Mars, and the launch of a store followed.',
    'Prices rose by an order of magnitude.',
    'A guidance counsellor talks about his book on GPU farms.',
    'Shares of Apple closed at a record on Monday.',
    'The council fined a bakery and revoked its licence to sell alcohol.',
    'India put a ban on exports of rice.',
    'Nvidia held a press conference about its new office.',
    'Nvidia did not respond to a request for comment.',
    'SMIC is headquartered in Shanghai and listed in Hong Kong.',
    'ByteDance says Doubao costs less to run than the chatbots of its rivals.',
    '资本市场不买账，百度港股午后转跌。',
    '公司将于周三举行发布会，新款手机上市时间未定。',
    '英伟达昨日召开发布会。',
    '市民办理驾驶许可证须提交申请。',
  ])('%s', (text) => {
    expect(types(text)).toEqual([]);
  });
});

describe('who has a part in it', () => {
  it('says what a licence does to exporter, buyer and rival', () => {
    const event = one(
      'The Commerce Department approved sales of the H200 by Nvidia to Tencent, a blow to Cambricon.',
      'licence-granted',
    );
    expect(parts(event)).toEqual(
      expect.arrayContaining(['actor us-commerce', 'exporter+ nvidia', 'buyer+ tencent', 'rival- cambricon']),
    );
    expect(event.stance).toBe('loosen');
    expect(event.instrument?.kind).toBe('licence');
  });

  it('turns the passive', () => {
    const event = one('DeepSeek was accused of distilling its models by OpenAI.', 'distillation-claim');
    expect(parts(event)).toEqual(['accused- deepseek', 'accuser openai']);
  });

  it('reads 被 and 将', () => {
    for (const text of [
      '智谱被美国商务部列入实体清单。',
      '美国商务部将智谱列入实体清单。',
      '美國商務部將智譜列入實體清單。',
    ])
      expect(parts(one(text, 'entity-listing')).sort()).toEqual(['actor us-commerce', 'target- zhipu']);
  });

  it('finds whom “it” means', () => {
    const found = events('Sophgo designs AI chips. It was added to the Entity List on Wednesday.');
    expect(found.flatMap(parts)).toContain('target- sophgo');
  });

  it('tells the same event once, in the title where it stands there', () => {
    const found = events(
      'The Commerce Department added Zhipu to the Entity List on Wednesday. Zhipu was put on the Entity List over its AI models.',
      'Zhipu added to Entity List',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ field: 'title', when: { from: '2025-01-15', to: '2025-01-15' } });
  });

  it('keeps what one country after another does apart', () => {
    const found = events(
      'Italy banned DeepSeek from its app stores. Taiwan banned DeepSeek from government devices.',
    );
    expect(found.map(({ type }) => type)).toEqual(['app-ban', 'app-ban']);
  });

  it('tells a release once when its openness comes later', () => {
    expect(
      types('DeepSeek-V3 comes with open weights, DeepSeek said.', 'DeepSeek launches DeepSeek-V3'),
    ).toEqual(['model-release-open']);
  });
});

describe('how sure, which way, in what standing', () => {
  it.each<[string, EventTag['certainty']]>([
    ['The Commerce Department added Zhipu to the Entity List.', 'stated'],
    ['The Commerce Department plans to add Zhipu to the Entity List.', 'planned'],
    ['In May the Commerce Department added Zhipu to the Entity List.', 'stated'],
    ['The Commerce Department has reportedly added Zhipu to the Entity List.', 'unconfirmed'],
    ['Officials denied that the Commerce Department had added Zhipu to the Entity List.', 'denied'],
    ['The Commerce Department has not added Zhipu to the Entity List.', 'denied'],
    ['美国商务部拟将智谱列入实体清单。', 'planned'],
    ['知情人士透露，美国商务部已将智谱列入实体清单。', 'unconfirmed'],
    ['美国商务部否认已将智谱列入实体清单。', 'denied'],
  ])('%s', (text, certainty) => {
    expect(one(text, 'entity-listing').certainty).toBe(certainty);
  });

  it('takes what is denied to somebody for no denial', () => {
    const certainty = (text: string) => one(text, 'licence-denied').certainty;
    expect(certainty('US denies Nvidia licence to sell H20 chips to China.')).toBe('stated');
    expect(certainty('The Commerce Department denied that it had refused Nvidia a licence.')).toBe('denied');
  });

  it('does not take the name of a list for a denial', () => {
    expect(one('长江存储从未经验证清单中移出。', 'entity-delisting').certainty).toBe('stated');
  });

  it.each<[string, string, EventTag['stance']]>([
    ['rule-issued', 'BIS published rules that tighten controls on advanced chips.', 'tighten'],
    ['rule-rescinded', 'The Commerce Department lifted its curbs on EDA software for China.', 'loosen'],
    ['antitrust-probe', 'China opened an antitrust probe of Nvidia.', 'retaliate'],
    ['antitrust-probe', 'The Justice Department opened an antitrust probe of Nvidia.', 'none'],
    ['rule-delayed', '美国商务部暂停实施穿透性规则。', 'loosen'],
    ['tariff', '中国对美国芯片加征关税。', 'retaliate'],
  ])('%s: %s', (type, text, stance) => {
    expect(one(text, type).stance).toBe(stance);
  });

  it('tells rule and press status apart from the law', () => {
    expect(one('BIS suspended the Affiliates Rule for a year.', 'rule-delayed').instrument).toEqual({
      kind: 'rule',
      entityId: 'affiliates-rule',
      pressStatus: 'paused',
    });
    expect(
      one('The Commerce Department rescinded the AI Diffusion Rule.', 'rule-rescinded').instrument,
    ).toMatchObject({ entityId: 'ai-diffusion-rule', pressStatus: 'rescinded' });
  });

  it('lets the title weigh more in the stance of an article', () => {
    const found = events(
      'BIS added Biren to the Entity List in 2023. Moore Threads was put on the Entity List as well.',
      'Commerce Department approves H20 licences for Nvidia',
    );
    expect(stanceOf(found)).toBe('loosen');
    expect(stanceOf([])).toBe('none');
  });

  it('gives no stance to what is denied', () => {
    expect(stanceOf(events('Officials denied that BIS had added Zhipu to the Entity List.'))).toBe('none');
  });
});

describe('any text', () => {
  it('keeps to languages that it reads', () => {
    const reading: Reading = { field: 'text', text: 'Nvidia', language: 'de', sentences: [], named: [] };
    expect(eventsIn([reading], { publishedAt, entities: list.entities })).toEqual([]);
  });

  it('survives 100 kB of cues, signs and names', () => {
    const pieces = [
      '"',
      '(',
      ' ',
      'added to the entity list ',
      'Huawei was added to the Entity List. ',
      '列入实体清单华为',
    ];
    for (const piece of pieces) events(piece.repeat(100_000 / piece.length));
  });
});
