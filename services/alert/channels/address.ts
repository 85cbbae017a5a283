import { z } from 'zod';

/**
 * An http(s) address that notices are posted to. Whether it leads to a public host is looked at by each try, since names
 * change where they lead.
 */
export const postAddress = z.string().trim().max(2000).refine(isOpenAddress, {
  error:
    'must be an address that starts with https:// or http://, without blanks and without user name or password in it',
});

/** What no address holds; URLs are read without most of it, and databases keep neither NUL nor half a character. */
const unwanted = /[\s\p{Cc}\p{Surrogate}]/u;

function isOpenAddress(text: string): boolean {
  if (unwanted.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password;
}
