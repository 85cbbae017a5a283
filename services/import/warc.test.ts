import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeMarkup } from '../demo/wire/gb18030.ts';
import { gather } from './testing/gather.ts';
import { readWarc } from './warc.ts';

const record = (
  type: string,
  url: string,
  block: Buffer | string,
  contentType = 'application/http;msgtype=response',
) => {
  const body = Buffer.from(block as string);
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body, Buffer.from('\r\n\r\n')]);
};
const answer = (headers: string, body: Buffer | string, status = '200 OK') =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`), Buffer.from(body as string)]);
const html = 'Content-Type: text/html';
const info = record('warcinfo', '', 'software: a crawler\r\n', 'application/warc-fields');

const pages = async (...records: Buffer[]) =>
  (await gather(readWarc, Buffer.concat(records), 100)).map(({ page, fault }) => page ?? fault);

test('pages that were answered with 200 are given, nothing else is', async () => {
  const records = [
    info,
    record('request', 'https://a.example/', 'GET / HTTP/1.1\r\n\r\n', 'application/http;msgtype=request'),
    record('response', '<https://a.example/one>', answer(html, '<p>One')),
    record('response', 'https://a.example/style.css', answer('Content-Type: text/css', 'p{}')),
    record('response', 'https://a.example/gone', answer(html, '<p>Gone', '404 Not Found')),
    record('response', 'dns:a.example', 'a 1.2.3.4', 'text/dns'),
    record('revisit', 'https://a.example/one', answer(html, '')),
    record('resource', 'https://a.example/two', '<p>Two', 'text/html'),
  ];
  expect(await pages(...records)).toEqual([
    { url: 'https://a.example/one', html: '<p>One' },
    { url: 'https://a.example/two', html: '<p>Two' },
  ]);
});

test('packed, cut into chunks, in another charset, or with headers that lie', async () => {
  const chunks = '5\r\n<p>On\r\n2;x=y\r\ne!\r\n0\r\n\r\n';
  const found = await pages(
    record(
      'response',
      'https://a.example/1',
      answer(`${html}\r\nContent-Encoding: gzip`, gzipSync('<p>One')),
    ),
    record(
      'response',
      'https://a.example/2',
      answer(`${html}\r\nContent-Encoding: br`, brotliCompressSync('<p>Two')),
    ),
    record('response', 'https://a.example/3', answer(`${html}\r\nTransfer-Encoding: chunked`, chunks)),
    record(
      'response',
      'https://a.example/4',
      answer(`${html}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip`, '<p>Plain'),
    ),
    record(
      'response',
      'https://a.example/5',
      answer(`${html}; charset=gbk`, encodeMarkup('<p>华为在中国发布昇腾')),
    ),
  );
  expect(found.map((page) => (page as { html: string }).html)).toEqual([
    '<p>One',
    '<p>Two',
    '<p>One!',
    '<p>Plain',
    '<p>华为在中国发布昇腾',
  ]);
});

test('a page of too many bytes, packed or not, is a fault and the next one is read', async () => {
  const bomb = gzipSync(Buffer.alloc(30_000_000));
  const found = await pages(
    record('response', 'https://a.example/bomb', answer(`${html}\r\nContent-Encoding: gzip`, bomb)),
    record('response', 'https://a.example/film', answer('Content-Type: video/mp4', Buffer.alloc(10_100_000))),
    record('response', 'https://a.example/long', answer(html, Buffer.alloc(10_100_000))),
    record('response', 'https://a.example/one', answer(html, '<p>One')),
  );
  expect(found).toEqual([
    expect.stringContaining('more than'),
    'is longer than 10 MB',
    { url: 'https://a.example/one', html: '<p>One' },
  ]);
});

test('a file that is cut off, or holds something else, says where', async () => {
  const one = record('response', 'https://a.example/one', answer(html, '<p>One'));
  await expect(pages(one, one.subarray(0, 190))).rejects.toThrow('ends in the middle of a record');
  await expect(pages(one, Buffer.from('<html>'))).rejects.toThrow(`no record at byte ${one.length}`);
  await expect(pages(Buffer.from('WARC/1.0\r\nWARC-Type: response\r\n\r\n'))).rejects.toThrow(
    'Content-Length',
  );
});
