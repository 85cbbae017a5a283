import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { inLanguage, type Language, languageFor } from './language.ts';

/** Name of the cookie that keeps the language that a reader chose. */
export const languageCookie = 'language';

/** The language that a request's pages should speak. */
export const languageOf = (c: Context): Language =>
  languageFor(getCookie(c, languageCookie), c.req.header('accept-language'));

/** Has everything that answers a request speak its reader's language. */
export const speaking: MiddlewareHandler = (c, next) => inLanguage(languageOf(c), next);
