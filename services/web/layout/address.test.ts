import { describe, expect, it } from 'vitest';
import { addressOf, entityAddress, ownPath, safeHref } from './address.ts';

describe('addresses', () => {
  it('of publishers are followed over http and https only', () => {
    expect(safeHref('https://a.example/x?y=1#z')).toBe('https://a.example/x?y=1#z');
    const refused = [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
    ];
    for (const url of [...refused, 'file:///etc/passwd', '//a.example', '/x', '', null, undefined])
      expect(safeHref(url), String(url)).toBeNull();
  });

  it('to go on to are ours or none, whatever is claimed', () => {
    expect(ownPath('/search?q=a#b')).toBe('/search?q=a');
    expect(ownPath('https://news.example/feeds?a=1', 'news.example')).toBe('/feeds?a=1');
    const strange = [
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/.//evil.example',
      '/\t/evil.example',
    ];
    for (const address of [
      ...strange,
      'https://evil.example/x',
      'javascript:alert(1)',
      'http://[',
      7,
      undefined,
    ])
      for (const host of [undefined, 'news.example'])
        expect(ownPath(address, host), String(address)).toBe('/');
    expect(ownPath('https://news.example//evil.example', 'news.example')).toBe('/');
  });

  it('of ours leave empty parameters out and encode the rest', () => {
    expect(addressOf('/search', { q: 'a&b', entity: '', copies: false, cursor: null })).toBe(
      '/search?q=a%26b',
    );
    expect(addressOf('/search')).toBe('/search');
    expect(entityAddress('person~叶"')).toBe('/entities/person~%E5%8F%B6%22');
  });
});
