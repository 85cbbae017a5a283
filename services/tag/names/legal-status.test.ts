import { describe, expect, it } from 'vitest';
import { toEntity } from './entity.ts';
import { legalStatus } from './legal-status.ts';
import { loadEntityList } from './list.ts';

const rule = toEntity('rule', {
  id: 'rule',
  name: 'Rule',
  aliases: [],
  status: [
    { from: '2025-01-13', is: 'in-force' },
    { from: '2025-05-13', to: '2025-12-31', is: 'paused', note: 'for the year' },
  ],
});

describe('legalStatus', () => {
  it.each<[string, string | undefined]>([
    ['2025-01-12T23:59:59Z', undefined],
    ['2025-01-13T00:00:00Z', 'in-force'],
    ['2025-05-12T12:00:00Z', 'in-force'],
    ['2025-05-13T12:00:00Z', 'paused'],
    ['2025-12-31T23:59:59Z', 'paused'],
    ['2026-01-01T00:00:00Z', undefined],
  ])('on %s: %s', (on, is) => expect(legalStatus(rule, new Date(on))?.is).toBe(is));

  it('knows none of an entity without one', () => {
    expect(legalStatus(toEntity('rule', { id: 'a', name: 'A', aliases: [] }), new Date())).toBeUndefined();
  });

  it('tells the law from the headline in the list that comes with the project', () => {
    const { entities } = loadEntityList();
    const standing = (id: string, on: string) => legalStatus(entities.get(id)!, new Date(on))?.is;
    expect(standing('ai-diffusion-rule', '2026-06-01')).toBe('not-enforced');
    expect(standing('affiliates-rule', '2025-10-15')).toBe('in-force');
    expect(standing('affiliates-rule', '2026-03-01')).toBe('paused');
    expect(standing('affiliates-rule', '2026-11-20')).toBeUndefined();
    expect(standing('mofcom-2024-46', '2026-11-26')).toBe('paused');
    expect(standing('executive-order-14110', '2025-02-01')).toBe('rescinded');
    expect([...entities.values()].filter(({ status }) => status).length).toBeGreaterThan(40);
  });
});
