import { accessWords } from '../access/access.zh.ts';
import { alertWords } from '../alerts/alerts.zh.ts';
import { articleWords } from '../article/article.zh.ts';
import { boardWords } from '../board/board.zh.ts';
import { chartWords } from '../charts/charts.zh.ts';
import { entityWords } from '../entity/entity.zh.ts';
import { feedWords } from '../feeds/feeds.zh.ts';
import { healthWords } from '../health/health.zh.ts';
import { layoutWords } from '../layout/layout.zh.ts';
import { methodWords } from '../method/method.zh.ts';
import { faultWords } from '../parts/faults.zh.ts';
import { partWords } from '../parts/parts.zh.ts';
import { quoteWords } from '../quotes/quotes.zh.ts';
import { searchWords } from '../search/search.zh.ts';
import { storyWords } from '../story/story.zh.ts';
import { todayWords } from '../today/today.zh.ts';
import { trendWords } from '../trends/trends.zh.ts';

/** Every sentence of the pages in English, with its Chinese. A sentence that two folders say alike is said alike in both. */
export const catalogue = {
  ...accessWords,
  ...alertWords,
  ...articleWords,
  ...boardWords,
  ...chartWords,
  ...entityWords,
  ...faultWords,
  ...feedWords,
  ...healthWords,
  ...layoutWords,
  ...methodWords,
  ...partWords,
  ...quoteWords,
  ...searchWords,
  ...storyWords,
  ...todayWords,
  ...trendWords,
};

/** What is counted, with its Chinese measure word. */
export const nouns = {
  alert: '条提醒',
  article: '篇文章',
  case: '例',
  channel: '个渠道',
  copy: '篇转载',
  correction: '条更正',
  day: '天',
  delivery: '次发送',
  edit: '次修改',
  entity: '个实体',
  entry: '个条目',
  event: '个事件',
  feed: '个订阅源',
  hit: '次命中',
  hour: '小时',
  key: '个密钥',
  language: '种语言',
  match: '次命中',
  mention: '处提及',
  message: '条消息',
  minute: '分钟',
  model: '个模型',
  month: '个月',
  poll: '次轮询',
  publisher: '家媒体',
  query: '个查询',
  quote: '条引语',
  release: '次发布',
  report: '条报道',
  'early report': '条先行报道',
  'other report': '篇其他报道',
  contradiction: '处矛盾',
  rule: '条规则',
  sentence: '个句子',
  story: '个报道主题',
  suggestion: '条建议',
  time: '次',
  try: '次尝试',
  week: '周',
  word: '个词',
  year: '年',
} as const;
