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
    ['a Korean surname', '会长具本俊举行晚宴。', ['person 具本俊']],
    ['a foreign name', '首席技术官马特奥·罗西表示欢迎。', ['person 马特奥·罗西']],
    ['a dot with spaces', '分析师安娜 · 克劳斯和同事写道：', ['person 安娜 · 克劳斯']],
    ['foreign names in a row', '创办人汤姆·贝克与露西·哈特到场。', ['person 汤姆·贝克', 'person 露西·哈特']],
  ])('by %s: %s', (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it.each([
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

  it('takes the bare family name for no other person', () => {
    expect(named('首席财务官雅恩·莫雷尔先开口。莫雷尔表示满意。')).toEqual(['person 雅恩·莫雷尔']);
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
  ])('by %s: %s', (_, text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it('is longer than the listed place in it', () => {
    expect(named('厦门大学和厦门市政府签约。', ['厦门'])).toEqual(['organisation 厦门大学']);
  });

  it.each([
    ['common words', '多家人工智能实验室和教育科技公司表示关切。'],
    ['a committee of no name', '上市审核委员会审议了申请，公司董事委员会未表态。'],
    ['students', '这届大学生就业不易，大学城很安静。'],
    ['what sells', '国产半导体走强，消费电子低迷，人工智能火热。'],
  ])('finds none in %s: %s', (_, text) => {
    expect(named(text)).toEqual([]);
  });

  it('gets through hostile texts', () => {
    for (const part of ['总裁', '有限公司', '阿·', '「', '李明教授', '由', '大学']) {
      const found = chineseNames(part.repeat(100_000 / part.length), []);
      expect(found.every(({ start, end }) => end > start)).toBe(true);
    }
  });
});
