/** Values of an address's parameters; empty ones are left out. */
export type Parameters = Record<string, string | number | boolean | null | undefined>;

/** A path of ours with parameters, each encoded. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && value !== '' && value !== false)
      search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Ids of entities that were found in texts hold any script's letters: `person~叶柯江`. */
export const entityAddress = (id: string) => `/entities/${encodeURIComponent(id)}`;
export const articleAddress = (id: number) => `/articles/${id}`;
export const storyAddress = (id: number) => `/stories/${id}`;
export const alertAddress = (id: number) => `/alerts/${id}`;
export const feedAddress = (id: string) => `/feeds/${encodeURIComponent(id)}`;

/**
 * An address from a feed, if a browser may follow it: http and https only. JSX escapes an attribute's text, but a
 * `javascript:` address needs no character that escaping would change.
 */
export function safeHref(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/**
 * Path and parameters of an address that we are to lead to, if they are ours; the front page otherwise.
 *
 * @param host that ours have, where an address may name one
 */
export function ownPath(address: unknown, host = 'chipwire.invalid'): string {
  const here = `http://${host}`;
  if (typeof address !== 'string' || !URL.canParse(address, here)) return '/';
  const to = new URL(address, here);
  // The path itself may begin with two strokes, which would lead to another host.
  return to.host === host && !to.pathname.startsWith('//') ? to.pathname + to.search : '/';
}

/** PostgreSQL's text can't hold U+0000; a request that asks for it finds nothing and must not reach the database. */
export const isStorable = (text: string) => !text.includes('\0');
