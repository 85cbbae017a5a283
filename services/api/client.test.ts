import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { type Client, clientOf, neighbourhood, readProxies } from './client.ts';

async function clientFor(peer: string, headers: Record<string, string>, proxies: string[], own?: string) {
  const app = new Hono();
  app.get('/', (c) => c.json(clientOf(c, readProxies(proxies), own)));
  const incoming = { socket: { remoteAddress: peer, remotePort: 5, remoteFamily: 'IPv4' } };
  return (await (await app.request('/', { headers }, { incoming })).json()) as Client;
}

describe('who sent a request', () => {
  const ours = ['10.0.0.0/8', '2001:db8:ffff::1', '::ffff:192.0.2.1'];
  test.each([
    ['203.0.113.1', '198.51.100.1', '203.0.113.1'], // a stranger claims what it likes
    ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['192.0.2.1', '198.51.100.1', '198.51.100.1'],
    ['2001:db8:ffff::1', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.0.0.1', '198.51.100.1:8080', '198.51.100.1'],
    ['10.0.0.1', '[2001:db8::7]:8080', '2001:db8::7'],
    ['10.0.0.1', '198.51.100.1, unknown', '10.0.0.1'],
    ['10.0.0.1', '198.51.100.1, 1234', '10.0.0.1'], // not 0.0.4.210
    ['10.0.0.1', '', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['', '198.51.100.1', ''],
  ])('%s with %j is %s', async (peer, forwarded, address) => {
    const client = await clientFor(peer, { 'x-forwarded-for': forwarded }, ours);
    expect(client).toMatchObject({ peer, address });
  });

  test('TLS is believed of our proxies, and of the address that is ours', async () => {
    const https = async (peer: string, headers: Record<string, string>, own?: string) =>
      (await clientFor(peer, headers, ours, own)).https;
    expect(await https('10.0.0.1', { 'x-forwarded-proto': 'https' })).toBe(true);
    expect(await https('203.0.113.1', { 'x-forwarded-proto': 'https' })).toBe(false);
    expect(await https('203.0.113.1', { host: 'chips.example' }, 'https://chips.example')).toBe(true);
    expect(await https('203.0.113.1', { host: 'localhost' }, 'https://chips.example')).toBe(false);
  });

  test('a list of 16 KB is read at once', async () => {
    const startedAt = performance.now();
    await clientFor('10.0.0.1', { 'x-forwarded-for': '10.0.0.2,'.repeat(1800) }, ours);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['2001:db8:1:2::', '2001:db8:1:2::'],
  ['', 'unknown'],
  ['fe80::1%eth0', 'fe80::'],
])('%s lives in %s', (address, lives) => expect(neighbourhood(address)).toBe(lives));

test('proxies that are no addresses are told', () => {
  for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0'])
    expect(() => readProxies(['10.0.0.1', wrong])).toThrow(`${wrong} is neither`);
});
