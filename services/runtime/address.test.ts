import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowList, checkUrl, isPublicAddress } from './address.ts';

// biome-ignore format: one line for each kind
const PUBLIC = [
  '1.1.1.1', '8.8.8.8', '93.184.215.14', '9.255.255.255', '11.0.0.1', '100.63.255.255', '100.128.0.1', '126.255.255.255',
  '128.0.0.1', '169.253.255.255', '169.255.0.1', '172.15.255.255', '172.32.0.1', '192.167.255.255', '192.169.0.1',
  '198.17.255.255', '198.20.0.1', '223.255.255.254', '168.63.129.15', '2606:4700:4700::1111', '2400:3200::1',
  '2A00:1450:4001:82B::200E', '::ffff:8.8.8.8', '::ffff:808:808',
];

// biome-ignore format: one line for each kind
const CLOSED = [
  // this host, loopback
  '0.0.0.0', '0.1.2.3', '127.0.0.1', '127.0.0.2', '127.255.255.255', '::', '::1', '0:0:0:0:0:0:0:1',
  // private, carrier-grade NAT, link-local with the metadata services
  '10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255', '100.64.0.1',
  '100.127.255.255', '100.100.100.200', '169.254.0.1', '169.254.169.254', '169.254.170.2', '168.63.129.16',
  // reserved, documentation, benchmarks, relays, multicast, broadcast
  '192.0.0.1', '192.0.0.192', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255', '192.88.99.1',
  '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
  // IPv6: unique local, link-local, site-local, multicast, documentation, discard, benchmark, segment routing
  'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1', '2001:db8::1', '3fff::1', '100::1',
  '2001:2::1', '5f00::1', '4000::1',
  // IPv6 that carries an IPv4 address: mapped, compatible, translated, NAT64, 6to4, Teredo
  '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a9fe:a9fe', '::ffff:10.0.0.1', '::127.0.0.1', '::7f00:1', '::8.8.8.8',
  '::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:808:808::1',
  '2001:0:7f00:1::',
  // spellings that some parsers take for an address, and none
  '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.', '[::1]', 'localhost', '', '8.8.8', '256.1.1.1',
];

describe('isPublicAddress', () => {
  test.each(PUBLIC)('%s is public', (ip) => expect(isPublicAddress(ip)).toBe(true));
  test.each(CLOSED)('row 18: %s is not', (ip) => expect(isPublicAddress(ip)).toBe(false));

  test('an IPv4-mapped address is judged by its IPv4 part, whatever it is', () => {
    fc.assert(fc.property(fc.ipV4(), (ip) => isPublicAddress(`::ffff:${ip}`) === isPublicAddress(ip)));
  });

  test('any text has an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6()), (text) => typeof isPublicAddress(text) === 'boolean'),
    );
  });
});

describe('checkUrl', () => {
  test.each([
    'https://example.com/feed',
    'http://example.com:8080/',
    'https://example.com:8443/',
    'http://8.8.8.8/',
  ])('%s may be asked', (url) => expect(checkUrl(url)).toEqual({ url: new URL(url) }));

  test.each([
    ['file:///etc/passwd', 'scheme'],
    ['ftp://example.com/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/xml,<rss/>', 'scheme'],
    ['no address', 'url'],
    ['http://user:secret@example.com/', 'url'],
    ['http://example.com:22/', 'address'],
    ['http://example.com:6379/', 'address'],
    ['http://127.0.0.1/', 'address'],
    ['http://2130706433/', 'address'],
    ['http://0x7f.1/', 'address'],
    ['http://017700000001/', 'address'],
    ['http://0/', 'address'],
    ['http://[::1]/', 'address'],
    ['http://[::ffff:7f00:1]/', 'address'],
    ['http://[::7f00:1]/', 'address'],
    ['http://127.0.0.1./', 'address'],
    ['http://①②⑦.⓪.⓪.①/', 'address'],
    ['http://169.254.169.254/latest/meta-data/', 'address'],
  ])('%s is refused for its %s', (url, code) => expect(checkUrl(url).fault?.code).toBe(code));
});

describe('allowList', () => {
  test('a host opens every port, a host with a port only that one', () => {
    const allow = allowList(['intranet.example', '127.0.0.1:8123', '[::1]:9000', '::1']);
    expect(checkUrl('http://Intranet.example.:2222/', allow).fault).toBeUndefined();
    expect(checkUrl('http://127.0.0.1:8123/', allow).fault).toBeUndefined();
    expect(checkUrl('http://127.0.0.1:8124/', allow).fault?.code).toBe('address');
    expect(checkUrl('http://[::1]:9000/', allow).fault).toBeUndefined();
    expect(checkUrl('http://127.0.0.1/', allowList(['127.0.0.1:80'])).fault).toBeUndefined();
  });

  test.each(['http://host/', 'host/path', 'user@host', 'ho st', ''])(
    '“%s” is a mistake seen at start',
    (entry) => {
      expect(() => allowList([entry])).toThrow('is not a host');
    },
  );
});
