import { describe, expect, it } from 'vitest';
import { addressOf, entityAddress, safeHref } from './address.ts';

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

  it('of ours leave empty parameters out and encode the rest', () => {
    expect(addressOf('/search', { q: 'a&b', entity: '', copies: false, cursor: null })).toBe(
      '/search?q=a%26b',
    );
    expect(addressOf('/search')).toBe('/search');
    expect(entityAddress('person~叶"')).toBe('/entities/person~%E5%8F%B6%22');
  });
});
