import { expect, test } from 'vitest';
import type { Paragraph } from './render.ts';
import { isPointer, isPromotion, sourceIn } from './tail.ts';

const paragraph = (text: string): Paragraph => ({
  text,
  tag: 'p',
  all: text.length,
  linked: 0,
  good: 1,
  freeEnd: 0,
});

test.each([
  ['This article originally appeared in the Lowland Courier (LC), the oldest weekly of …', 'Lowland Courier'],
  ['This story was first published by The Quay Review and is used with permission.', 'The Quay Review'],
  ['The post A new rule appeared first on Harbour Ledger.', 'Harbour Ledger'],
  ['Dieser Artikel erschien zuerst bei Elbkurier.', 'Elbkurier'],
  ['Cet article a été initialement publié dans La Gazette du Quai.', 'La Gazette du Quai'],
  ['(First published by The Tidal Post)', 'The Tidal Post'],
  ['Reprinted with permission from Saltmarsh Review.', 'Saltmarsh Review'],
  ['（文章来源：海角科技网）', '海角科技网'],
  ['本文转载自海角科技网。', '海角科技网'],
  ['The rule originally appeared in a draft that few had read.', null],
])('the source in %s', (text, expected) => expect(sourceIn(text)).toBe(expected));

test.each([
  ['Sign up for our newsletter and get the latest in your inbox.', true],
  ['The lab said that users must subscribe before the model answers.', false],
  ['“You can subscribe to our newsletter if you want to know more about us,” he said.', false],
])('promotion: %s', (text, expected) => expect(isPromotion(paragraph(text))).toBe(expected));

test.each([
  ['Read More: A title of another page', true],
  ['Lesen Sie auch: Was eine Anlage kostet', true],
  ['Copied: A new rule', true],
  ['Read more slowly and you will see why.', false],
])('pointer: %s', (text, expected) => expect(isPointer(paragraph(text), 'A new rule')).toBe(expected));
