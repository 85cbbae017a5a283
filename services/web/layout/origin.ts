import type { Context } from 'hono';
import { clientAsking } from '../../api/access.ts';

/** Where the reader has these pages, such as https://news.example.com. */
export const originOf = (c: Context): string => {
  const asked = new URL(c.req.url);
  const secure = clientAsking(c)?.https || asked.protocol === 'https:';
  return `${secure ? 'https' : 'http'}://${c.req.header('host') ?? asked.host}`;
};
