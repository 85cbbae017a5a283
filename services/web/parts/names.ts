import type { FoundEvent } from '../../../db/events.ts';
import type { Claim } from '../../../db/releases.ts';
import type { entityTypes, instrumentKinds, legalStatuses } from '../../../db/schema.ts';
import { displayNames } from '../../text/formats.ts';
import { language, tags } from '../language/language.ts';

// What the pages call the words of the database, in both languages.

type Name = readonly [english: string, chinese: string];
const spoken = ([english, chinese]: Name): string => (language() === 'zh' ? chinese : english);

/** `export-controls` as `Export controls`, for ids that no table has. */
export function plainName(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
const named = (names: Record<string, Name>, id: string): string =>
  Object.hasOwn(names, id) ? spoken(names[id]!) : plainName(id);

const typeNames: Record<(typeof entityTypes)[number], Name> = {
  company: ['company', '公司'],
  lab: ['lab', '实验室'],
  organisation: ['organisation', '机构'],
  agency: ['agency', '政府部门'],
  model: ['model', '模型'],
  chip: ['chip', '芯片'],
  technology: ['technology', '技术'],
  material: ['material', '材料'],
  rule: ['rule', '规则'],
  person: ['person', '人物'],
  place: ['place', '地区'],
};
/** What kind of entity: `company`, `公司`. */
export const typeName = (type: keyof typeof typeNames): string => spoken(typeNames[type]);

const topicNames: Record<string, Name> = {
  'export-controls': ['Export controls', '出口管制'],
  'model-releases': ['Model releases', '模型发布'],
};
export const topicName = (id: string): string => named(topicNames, id);

export const eventNames: Record<string, Name> = {
  'ally-alignment': ['Ally alignment', '盟友协同'],
  'antitrust-probe': ['Antitrust probe', '反垄断调查'],
  'app-ban': ['App ban', '应用禁令'],
  attack: ['Attack', '攻击'],
  'benchmark-claim': ['Benchmark claim', '基准成绩'],
  'bill-progress': ['Bill progress', '法案进展'],
  capex: ['Capital spending', '资本开支'],
  'chip-launch': ['Chip launch', '芯片发布'],
  'distillation-claim': ['Distillation claim', '蒸馏指控'],
  'earnings-guidance': ['Earnings guidance', '业绩指引'],
  enforcement: ['Enforcement', '执法'],
  'entity-delisting': ['Entity delisting', '移出实体清单'],
  'entity-listing': ['Entity listing', '列入实体清单'],
  funding: ['Funding', '融资'],
  'guidance-issued': ['Guidance issued', '发布指南'],
  ipo: ['IPO', '上市'],
  'licence-denied': ['Licence denied', '许可遭拒'],
  'licence-granted': ['Licence granted', '许可获批'],
  'licence-required': ['Licence required', '须申请许可'],
  'military-listing': ['Military listing', '列入军企清单'],
  'mineral-retaliation': ['Mineral retaliation', '矿产反制'],
  'model-release-closed': ['Model release, weights not open', '模型发布（权重不开放）'],
  'model-release-open': ['Model release, open weights', '模型发布（开放权重）'],
  order: ['Order', '订单'],
  'order-cut': ['Order cut', '削减订单'],
  outage: ['Outage', '服务中断'],
  penalty: ['Penalty', '处罚'],
  'price-cut': ['Price cut', '降价'],
  production: ['Production', '生产'],
  'purchase-discouraged': ['Purchase discouraged', '劝阻采购'],
  'retaliation-listing': ['Retaliation listing', '反制列名'],
  'rule-delayed': ['Rule delayed', '规则推迟'],
  'rule-issued': ['Rule issued', '规则出台'],
  'rule-proposed': ['Rule proposed', '规则拟议'],
  'rule-rescinded': ['Rule rescinded', '规则撤销'],
  'security-review': ['Security review', '安全审查'],
  talks: ['Talks', '谈判'],
  tariff: ['Tariff', '关税'],
};
/** `entity-listing` as `Entity listing`, `列入实体清单`. */
export const eventName = (type: string): string => named(eventNames, type);

const roleNames: Record<string, Name> = {
  accused: ['accused', '被指方'],
  accuser: ['accuser', '指控方'],
  actor: ['actor', '行动方'],
  buyer: ['buyer', '买方'],
  chip: ['chip', '芯片'],
  claimant: ['claimant', '宣称方'],
  exporter: ['exporter', '出口方'],
  goods: ['goods', '货物'],
  investor: ['investor', '投资方'],
  lab: ['lab', '实验室'],
  list: ['list', '清单'],
  maker: ['maker', '制造方'],
  material: ['material', '材料'],
  model: ['model', '模型'],
  place: ['place', '地区'],
  rival: ['rival', '竞争方'],
  rule: ['rule', '规则'],
  seller: ['seller', '卖方'],
  spender: ['spender', '支出方'],
  supplier: ['supplier', '供应方'],
  target: ['target', '对象'],
};
/** What part an entity has in an event. */
export const roleName = (role: string): string =>
  Object.hasOwn(roleNames, role) ? spoken(roleNames[role]!) : role;

const certaintyNames: Record<FoundEvent['certainty'], Name> = {
  stated: ['stated', '已确认'],
  planned: ['planned or possible', '计划中或可能'],
  unconfirmed: ['unconfirmed', '未经证实'],
  denied: ['denied', '已被否认'],
};
/** How sure an article is of an event; nothing where it simply says so. */
export const certaintyName = (certainty: FoundEvent['certainty']): string =>
  certainty === 'stated' ? '' : spoken(certaintyNames[certainty]);

const stanceNames: Record<FoundEvent['stance'], Name> = {
  tighten: ['tightens', '收紧'],
  loosen: ['loosens', '放宽'],
  enforce: ['enforces', '执法'],
  retaliate: ['retaliates', '反制'],
  none: ['takes no side', '无政策取向'],
};
export const stanceName = (stance: FoundEvent['stance']): string => spoken(stanceNames[stance]);

const statusNames: Record<(typeof legalStatuses)[number], Name> = {
  proposed: ['proposed', '拟议中'],
  'in-force': ['in force', '有效'],
  paused: ['paused', '暂停'],
  'not-enforced': ['not enforced', '未执行'],
  rescinded: ['rescinded', '已撤销'],
  expired: ['expired', '已到期'],
};
/** How a rule stands, in law or in the press. */
export const statusName = (status: keyof typeof statusNames): string => spoken(statusNames[status]);

const instrumentNames: Record<(typeof instrumentKinds)[number], Name> = {
  rule: ['rule', '规则'],
  list: ['list', '清单'],
  licence: ['licence', '许可'],
  bill: ['bill', '法案'],
  tariff: ['tariff', '关税'],
  guidance: ['guidance', '指南'],
  order: ['order', '命令'],
  probe: ['probe', '调查'],
  ban: ['ban', '禁令'],
};
export const instrumentName = (kind: keyof typeof instrumentNames): string => spoken(instrumentNames[kind]);

const claimNames: Record<Claim['kind'], Name> = {
  parameters: ['Parameters', '参数量'],
  'active-parameters': ['Active parameters', '激活参数量'],
  context: ['Context', '上下文长度'],
  licence: ['Licence', '许可协议'],
  price: ['Price', '价格'],
  hardware: ['Hardware', '硬件'],
  'training-cost': ['Training cost', '训练成本'],
  benchmark: ['Benchmark', '基准测试'],
};
export const claimName = (kind: Claim['kind']): string => spoken(claimNames[kind]);

const measurerNames: Record<NonNullable<Claim['measuredBy']>, Name> = {
  self: ['self-reported', '自报'],
  independent: ['independent', '独立评测'],
  unknown: ['not said who measured', '未说明评测方'],
};
export const measurerName = (by: NonNullable<Claim['measuredBy']>): string => spoken(measurerNames[by]);

/** `zh-Hant` as `Traditional Chinese`; a tag that is none as it is. */
export function languageName(tag: string): string {
  try {
    return displayNames(tags[language()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
