import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadEntityList } from '../../tag/names/list.ts';
import { adoption } from './unlisted.tsx';

it('names that are adopted load as they are proposed, whatever the name', () => {
  const names: [string, string, 'person' | 'organisation'][] = [
    ['person~ye-kejiang', 'Ye Kejiang', 'person'],
    ['person~huawei', 'Huawei Zhao', 'person'],
    ['person~叶柯江', '叶柯江', 'person'],
    ['organisation~x', 'X: "Y" # \n- id: z', 'organisation'],
    ['organisation~a-b', "{}&*!|>%@`'", 'organisation'],
  ];
  const file = join(mkdtempSync(join(tmpdir(), 'chipwire-')), 'own.yaml');
  const lines = names.map(([id, name, type]) => adoption({ id, name, type }, new Set(['huawei'])));
  writeFileSync(file, lines.join('\n'));
  const { entities } = loadEntityList(undefined, file);
  expect(entities.get('ye-kejiang')).toMatchObject({ name: 'Ye Kejiang', type: 'person' });
  expect(entities.get('huawei-person')).toMatchObject({ type: 'person' });
  expect(entities.get('huawei')).toMatchObject({ type: 'company' });
  expect([...entities.values()].find(({ name }) => name === '叶柯江')?.id).toMatch(/^person-[0-9a-f]{8}$/);
  expect(entities.get('x')?.name).toContain('# \n- id: z');
});
