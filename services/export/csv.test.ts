import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { columns } from './csv.ts';
import { formats } from './formats.ts';

test('docs/export.md tells every column and every format', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/export.md'), 'utf8');
  const told = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, says]) => ({ name, says }));
  expect(told.slice(-columns.length)).toEqual(columns.map(({ name, says }) => ({ name, says })));
  expect(told.slice(0, -columns.length).map(({ name }) => name)).toEqual([
    ...Object.keys(formats),
    'evidence',
  ]);
});
