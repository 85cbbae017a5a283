import { expect, test } from 'vitest';
import { cutBoxes, isCredit, isMark } from './labels.ts';
import type { Paragraph } from './render.ts';

const paragraph = (text: string, tag = 'p'): Paragraph => ({
  text,
  tag,
  all: text.length,
  linked: 0,
  good: /[.!?。]$/.test(text) ? text.length : 0,
  freeEnd: text.length,
});

test.each([
  ['Advertisement', true],
  ['ADVERTISEMENT - CONTINUE READING BELOW', true],
  ['Publié le 4 mai 2026 à 18h20', true],
  ['Dec. 6, 2026, 10:00 PM UTC / Updated Dec. 7, 2026, 12:43 PM UTC', true],
  ['By Ann Lee and Bo Chan, Example News', true],
  ['By then it was over.', false],
  ['In May 2026 the mill closed', false],
  ['May 2026: 40 euros', false],
  ['3 Comments', true],
  ['3 comments were read aloud', false],
])('mark: %s', (text, expected) => expect(isMark(paragraph(text))).toBe(expected));

test('a date is no mark in a heading or a table', () => {
  expect(isMark(paragraph('3 February', 'h2'))).toBe(false);
  expect(isMark(paragraph('3 February', 'td'))).toBe(false);
});

test.each([
  ['Photo: Ian Moss', true],
  ['Levers in the old signal box. Photo: Ian Moss', true],
  ['Anna Brett/Example Images', true],
  ['© Railhead 2026. All rights reserved.', true],
  ['The photo: she keeps it in a drawer, and she has never shown it to anyone who did not ask.', false],
  ['Images of the harbour were shown to the court.', false],
])('credit: %s', (text, expected) => expect(isCredit(paragraph(text))).toBe(expected));

test('the label of a box below the article cuts the rest, one between its paragraphs only itself', () => {
  const long = (name: string) => paragraph(`${name} ${'tells of the mill and its owner '.repeat(10)}.`);
  const below = [long('One'), long('Two'), paragraph('Related stories', 'h3'), paragraph('A bell is cast.')];
  expect(cutBoxes(below)).toEqual(below.slice(0, 2));
  const between = [long('One'), paragraph('Related stories', 'h3'), long('Two'), long('Three')];
  expect(cutBoxes(between)).toEqual([between[0], between[2], between[3]]);
});
