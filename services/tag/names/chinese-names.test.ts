import { describe, expect, it } from 'vitest';
import { chineseNames } from './chinese-names.ts';

const named = (text: string, taken: readonly string[] = []) =>
  chineseNames(
    text,
    taken.map((words) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })),
  ).map(({ type, name }) => `${type} ${name}`);

describe('people in Chinese text', () => {
  it.each([
    ['a title before', '星辰智造董事长陆知远周三到访成都。', ['person 陆知远']],
    ['two characters', '财务总监邵帆则没有露面。', ['person 邵帆']],
    ['a title behind', '参与评审的有贺敬之教授、陶然博士。', ['person 贺敬之', 'person 陶然']],
    ['a verb of saying', '市场太小。钟墨白指出，客户还在观望。', ['person 钟墨白']],
    ['two titles', '公司创始人、CEO 段嘉木是福州人。', ['person 段嘉木']],
    ['a surname of two characters', '首席科学家欧阳静宣布离开。', ['person 欧阳静']],
    ['each time it is named', '研究员罗霄发文。随后罗霄删掉了它。', ['person 罗霄', 'person 罗霄']],
    ['a Japanese surname', '经济产业大臣青木遥人在会后表示', ['person 青木遥人']],
    ['a Korean surname', '会长具本俊举行晚宴。', ['person 具本俊']],
    ['a foreign name', '首席技术官马特奥·罗西表示欢迎。', ['person 马特奥·罗西']],
    ['a dot with spaces', '分析师安娜 · 克劳斯和同事写道：', ['person 安娜 · 克劳斯']],
    ['foreign names in a row', '创办人汤姆·贝克与露西·哈特到场。', ['person 汤姆·贝克', 'person 露西·哈特']],
    ['a title in traditional characters', '衛生署署長蕭振邦受訪時說', ['person 蕭振邦']],
    ['a name of two in traditional text', '律師葉雯認為，這項規定難以執行。', ['person 葉雯']],
    ['a word for many people', '独立研究者季云川在博客里写道：', ['person 季云川']],
    ['a foreign name without a dot', '新任国防大臣沃兰德说，预算不变。', ['person 沃兰德']],
    ['one before a verb with such a sign', '数据专员拉姆要求苹果下架应用。', ['person 拉姆']],
    ['a foreign given name', '高级分析师艾米·许在简报中提醒客户。', ['person 艾米·许']],
    ['a lady of no given name', '观众白女士笑着说，票很难买。', ['person 白女士']],
  ])('by %s: %s', (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it.each([
    ['a small word behind many people', '专家和学者在会上发言，观众和主持人都笑了。商家向平台投诉。'],
    ['a country behind a title', '总统访问期间，大使加拿大之行取消；部长马来西亚之行照旧。'],
    ['a noun spelt like a foreign name', '他有导演思维的一面，经理西安出差。'],
    ['a noun with a surname in it', '董事长时间表未定，总裁马上回国。'],
    ['a plain clause', '方案表示支持。时间说明一切。成本指出方向。'],
    ['a title without a name', '发言人表示无可奉告，教授们各执一词。'],
    ['a unit', '扭矩为 60 牛·米，续航 500 公里。'],
    ['a company that begins with a surname', '商汤表示，新品下月上市。'],
    ['what is said of somebody', '主席高度评价会谈，代表全体同事致谢。'],
  ])('finds nobody in %s: %s', (_, text) => {
    expect(named(text)).toEqual([]);
  });

  it('leaves listed people alone', () => {
    expect(named('英伟达首席执行官黄仁勋表示', ['英伟达', '黄仁勋'])).toEqual([]);
  });

  it('takes the bare family name for the same person', () => {
    const both = ['person 雅恩·莫雷尔', 'person 雅恩·莫雷尔'];
    expect(named('首席财务官雅恩·莫雷尔先开口。莫雷尔表示满意。')).toEqual(both);
  });
});

describe('organisations in Chinese text', () => {
  it.each([
    ['a company in full', '近日，苏州明岚微电子有限公司完成增资。', ['organisation 苏州明岚微电子有限公司']],
    ['a small word inside', '客户包括杭州和光科技有限公司。', ['organisation 杭州和光科技有限公司']],
    ['a university', '他毕业于哥伦比亚大学，现居上海。', ['organisation 哥伦比亚大学']],
    ['an investor', '本轮由澜起星河资本领投。', ['organisation 澜起星河资本']],
    ['a firm with a title behind', '晨曦证券分析师说得很直白。', ['organisation 晨曦证券']],
    ['a name in quotation marks', '芯片公司「沐岭科技」浮出水面。', ['organisation 沐岭科技']],
    ['a laboratory that says something', '云栖湖实验室宣布，样机已点亮。', ['organisation 云栖湖实验室']],
    [
      'an office that acts on a day',
      '数据跨境审查办公室9日晚通报了结果。',
      ['organisation 数据跨境审查办公室'],
    ],
    ['a national body of common words', '随后，中国网络软件协会3日发文。', ['organisation 中国网络软件协会']],
    ['an agency in short', '港澳辦發言人昨日回應。', ['organisation 港澳辦']],
    ['the initials behind it', '亚欧清算银行（AEC）提醒各国。', ['organisation 亚欧清算银行']],
    ['a rating', '券商维持澄宇科技“买入”评级。', ['organisation 澄宇科技']],
    ['the code of its shares', '收盘时，岭南玉液（600987）跌停。', ['organisation 岭南玉液']],
    ['a news agency', '据路透社报道，谈判破裂。', ['organisation 路透社']],
    ['a newspaper that nobody knows', '据《海峡商报》报道，谈判破裂。', ['organisation 海峡商报']],
    ['a paper without its marks', '據星河日報報道，談判破裂。', ['organisation 星河日報']],
  ])('by %s: %s', (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it('is longer than the listed place in it', () => {
    expect(named('厦门大学和厦门市政府签约。', ['厦门'])).toEqual(['organisation 厦门大学']);
  });

  it('is longer than the country in it, which is no part of a university', () => {
    expect(named('法国雕塑协会12日谴责此事。', ['法国'])).toEqual(['organisation 法国雕塑协会']);
    expect(named('她在法国里昂大学任教。', ['法国'])).toEqual(['organisation 里昂大学']);
  });

  it.each([
    ['the short form of a term', '公司押注生成式人工智能（AI）和货币市场基金（ETF）。'],
    ['a ranking', '2026年全球大学排名和年度大学联合招生办法公布。'],
    ['news and an event', '相关新闻报道不实，活动由外方承办，主办单位昨日道歉，新华社区很安静。'],
    ['a document in marks', '《出口管制条例》称，许可另行规定。'],
    ['common words', '多家人工智能实验室和教育科技公司表示关切。'],
    ['a committee of no name', '上市审核委员会审议了申请，公司董事委员会未表态。'],
    ['students', '这届大学生就业不易，大学城很安静。'],
    ['what sells', '国产半导体走强，消费电子低迷，人工智能火热。'],
  ])('finds none in %s: %s', (_, text) => {
    expect(named(text)).toEqual([]);
  });

  it('gets through hostile texts', () => {
    for (const part of [
      '总裁',
      '有限公司',
      '阿·',
      '阿',
      '「',
      '《',
      '李明教授',
      '由',
      '大学',
      '研究者墨',
      '國台辦',
      '据',
    ]) {
      const found = chineseNames(part.repeat(100_000 / part.length), []);
      expect(found.every(({ start, end }) => end > start)).toBe(true);
    }
  });
});
