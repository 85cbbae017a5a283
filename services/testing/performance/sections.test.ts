import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageFile, readSections, writePage, writeSection } from './sections.ts';

const section = {
  about: 'Articles that were read.',
  columns: ['home', 'articles'],
  rows: [
    ['embedded', 12_345.6789],
    ['PostgreSQL', 7],
  ],
  measuredOn: '2026-01-02',
  machine: '2 × a processor, Node 20',
};
const place = (inside: string) => `# Page\n<!-- measured: pipeline -->\n${inside}<!-- end -->\nWords.\n`;

test('the page shows what was measured last: npm run bench -- table --save', () => {
  const page = readFileSync(pageFile, 'utf8');
  expect(writePage(page, readSections())).toBe(page);
});

test('each row has a cell for each column', () => {
  for (const { columns, rows } of Object.values(readSections()))
    for (const row of rows) expect(row).toHaveLength(columns.length);
});

test('a section is a sentence, a table and where it was measured', () => {
  expect(writeSection(section)).toBe(
    [
      'Articles that were read.\n',
      '| home | articles |\n|---|--:|\n| embedded | 12,345.679 |\n| PostgreSQL | 7 |\n',
      '*2026-01-02, 2 × a processor, Node 20*\n',
    ].join('\n'),
  );
});

test('a table takes the place of the one before, and leaves the words around it', () => {
  const written = writePage(place('old\n'), { pipeline: section });
  expect(written).toBe(place(writeSection(section)));
  expect(writePage(written, { pipeline: section })).toBe(written);
  expect(writePage(place('old\n'), {})).toBe(place('Not measured yet.\n'));
});

test('a section without a place in the page is refused', () => {
  expect(() => writePage('# Page\n', { pipeline: section })).toThrow('no place for pipeline');
});
