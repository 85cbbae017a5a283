import { describe, expect, test } from 'vitest';
import { rhythmSchema } from '../spec.ts';
import { heldUntil } from './heldUntil.ts';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const until = (rhythm: object, since: string, now: string, more: { told?: Date[]; high?: boolean } = {}) => {
  const { told = [], high = false } = more;
  const priority = high ? ('high' as const) : ('normal' as const);
  return heldUntil({ rhythm: rhythmSchema.parse(rhythm), priority, now: at(now), told }, at(since));
};

describe('what is held', () => {
  test('waits for the digest that it was held for, and for no later one', () => {
    const rhythm = { every: 'hour' };
    expect(until(rhythm, '10:20', '10:59')).toEqual(at('11:00'));
    expect(until(rhythm, '10:20', '11:00')).toBe('now');
    expect(until(rhythm, '10:20', '17:42')).toBe('now');
  });

  test('waits for the end of quiet hours in which its digest was missed, unless it is urgent', () => {
    const rhythm = { every: 'hour', quiet: { from: '12:00', to: '15:00' } };
    expect(until(rhythm, '10:20', '13:30')).toEqual(at('15:00'));
    expect(until(rhythm, '10:20', '13:30', { high: true })).toBe('now');
    expect(until(rhythm, '10:20', '15:00')).toBe('now');
  });

  test('goes by the rhythm of today where that was changed meanwhile', () => {
    expect(until({ every: 'day', at: '18:00' }, '10:20', '12:00')).toEqual(at('18:00'));
    expect(until({ quiet: { from: '11:00', to: '14:00' } }, '10:20', '12:00')).toEqual(at('14:00'));
    expect(until({}, '10:20', '12:00')).toBe('now');
  });

  test('waits for its throttle', () => {
    const rhythm = { throttle: { most: 2, minutes: 60 } };
    const told = [at('10:00'), at('10:10')];
    expect(until(rhythm, '10:20', '10:30', { told })).toEqual(at('11:00'));
    expect(until(rhythm, '10:20', '11:00', { told })).toBe('now');
  });
});
