import { expect, test } from 'vitest';
import type { Checked } from '../../health/check.ts';
import { checkNames } from '../../health/examine.ts';
import { type Code, findings } from '../../health/findings.ts';
import { elsewhere, TestWeb } from '../../testing/web.ts';
import { HealthPage } from './health.tsx';
import { checkTitles } from './titles.ts';

const web = new TestWeb();
const now = new Date('2026-11-26T09:00:00Z');
const check = (name: string, code: Code, facts: Checked['facts'] = {}): Checked => ({
  ...{ name, code, facts, state: findings[code].state },
});
const page = (checks: Checked[]) => String(<HealthPage checks={checks} now={now} />);

test('what does not work comes first, in words and with what to do', () => {
  const html = page([
    check('database', 'database-answers'),
    check('clock', 'clock-jumped', { by: { seconds: -3600 }, ago: { seconds: 90 } }),
    check('disk', 'room-none', { free: { bytes: 1_500_000 } }),
  ]);
  const order = ['Disk', 'Clock', 'Database'].map((title) => html.indexOf(`row">${title}`));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
  expect(html).toContain('Something does not work.');
  expect(html).toContain('The disk of the archive is almost full (1.5 MB are free): no work is begun.');
  expect(html).toContain('Free some space there; work goes on by itself.');
  expect(html).toMatch(/jumped by [-−]1 h, 1\.5 min ago/);
});

test('every check has a title', () => {
  expect(checkNames.filter((name) => !checkTitles[name])).toEqual([]);
});

test('the page is there for everybody, in both languages, and names neither hosts nor reasons', async () => {
  await web.start();
  const get = (language: string) =>
    web.send('/health', { headers: { ...elsewhere, 'accept-language': language } });
  const [english, chinese] = [await get('en'), await get('zh')];
  expect([english.status, chinese.status]).toEqual([200, 200]);
  expect(english.text).toContain('How Chipwire is doing');
  expect(english.text).toContain('No worker has been seen for a minute');
  expect(chinese.text).toContain('Chipwire 运行状况');
  expect(chinese.text).toContain('一分钟内没有工作进程出现');
  expect(english.text).not.toMatch(/127\.0\.0\.1|postgres:|redis:/);
  expect((await web.send('/', {})).text).toContain('href="/health"');
});
