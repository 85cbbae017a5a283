import { expect, test } from 'vitest';
import { parseQuery } from '../../search/query/parse.ts';
import { oneQuery } from './oneQuery.ts';
import { readFields } from './searchFields.ts';

const asked = (parameters: Record<string, string>, entity?: string) =>
  oneQuery(
    readFields((name) => parameters[name]),
    entity,
  );

test.each([
  [{}, undefined, ''],
  [{ q: 'a OR b' }, undefined, 'a OR b'],
  [{ q: 'a OR b', topic: 'model-releases' }, undefined, '(a OR b) topic:model-releases'],
  [{ q: '芯片 或 模型', language: 'zh' }, undefined, '(芯片 或 模型) lang:zh'],
  [{ q: 'chips', publisher: 'The Wire', copies: 'true' }, undefined, 'chips publisher:"The Wire"'],
  [{ entity: 'Huawei', after: '2025-01-20' }, 'huawei', 'entity:huawei after:2025-01-20'],
  [{ entity: '叶', max: '−0.2' }, 'person~叶柯江', 'sentiment(person~叶柯江):<=-0.2'],
  [
    { min: '.5', max: '1', before: '2025-01-20T08:00:00+08:00' },
    undefined,
    'sentiment:>=0.5 sentiment:<=1 before:2025-01-20T08:00:00+08:00',
  ],
  [{ q: 'x', beat: 'true', sort: 'relevance' }, undefined, 'x topic:(export-controls OR model-releases)'],
])('%j', (parameters, entity, query) => {
  const written = asked(parameters, entity);
  expect(written).toBe(query);
  expect(parseQuery(written, { now: new Date('2026-03-10') })).not.toHaveProperty('faults');
});
