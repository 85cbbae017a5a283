import { afterEach, expect, test, vi } from 'vitest';
import { TestWeb } from './testing/web.ts';

const web = new TestWeb();
afterEach(() => void vi.restoreAllMocks());

/** As `pg` and its pool fail while the server is away. */
const away = () => {
  throw new Error('Failed query: select …', {
    cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
  });
};

test('while the database is away, programs and people are told to come back, and nothing of why', async () => {
  await web.start();
  vi.spyOn(web.db.orm, 'select').mockImplementation(away);
  const [page, answer] = [await web.send('/'), await web.send('/v1/articles')];
  expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.text).toContain('Try again in some seconds');
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
  expect(JSON.parse(answer.text)).toMatchObject({
    title: 'Not ready',
    detail: expect.stringContaining('again'),
  });
  expect(page.text + answer.text).not.toMatch(/ECONNREFUSED|select/);
});
