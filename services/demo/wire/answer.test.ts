import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { answer, takesGzip } from './answer.ts';

const resource = {
  body: Buffer.from('wire '.repeat(1000)),
  type: 'text/plain; charset=utf-8',
  lastModified: new Date('2023-05-21T14:00:00.500Z'),
  maxAge: 60,
};
const get = (headers: Record<string, string> = {}) =>
  answer(new Request('http://127.0.0.1/', { headers }), resource);
const tag = get().headers.get('etag')!;

describe('a conditional request', () => {
  test.each([
    ['the tag', { 'if-none-match': tag }],
    ['the tag marked weak', { 'if-none-match': `W/${tag}` }],
    ['a list', { 'if-none-match': `"other", W/"more",${tag}` }],
    ['a star', { 'if-none-match': '*' }],
    ['the compressed tag', { 'if-none-match': tag.replace(/"$/, '-gzip"') }],
    ['the same second', { 'if-modified-since': 'Sun, 21 May 2023 14:00:00 GMT' }],
    ['a later time', { 'if-modified-since': 'Mon, 22 May 2023 14:00:00 GMT' }],
  ])('with %s gives 304 and its validators', async (_, headers) => {
    const response = get(headers);
    expect(response.status).toBe(304);
    expect(await response.text()).toBe('');
    expect(response.headers.get('etag')).toBe(tag);
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
  });

  test.each([
    ['another tag', { 'if-none-match': '"other"' }],
    ['an older time', { 'if-modified-since': 'Sun, 21 May 2023 13:59:59 GMT' }],
    ['no time', { 'if-modified-since': 'yesterday' }],
    [
      'another tag and a later time, since the tag rules',
      { 'if-none-match': '"other"', 'if-modified-since': 'Mon, 22 May 2023 14:00:00 GMT' },
    ],
  ])('with %s gives the body', (_, headers) => {
    expect(get(headers).status).toBe(200);
  });
});

test('a body is compressed where the client takes it, under a tag of its own', async () => {
  const zipped = get({ 'accept-encoding': 'br, gzip' });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  expect(zipped.headers.get('vary')).toBe('accept-encoding');
  expect(zipped.headers.get('etag')).not.toBe(tag);
  expect(gunzipSync(Buffer.from(await zipped.arrayBuffer()))).toEqual(resource.body);
});

test.each([
  ['gzip', true],
  ['deflate, gzip;q=0.5', true],
  ['*', true],
  ['gzip;q=0', false],
  ['gzip;q=0, *', false],
  ['identity', false],
  [null, false],
])('Accept-Encoding %s allows gzip: %s', (header, takes) => {
  expect(takesGzip(header)).toBe(takes);
});
