import type { Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { languages } from '../language/language.ts';
import { languageCookie } from '../language/speaking.ts';
import { ownPath } from './address.ts';

/** Colours that a reader may choose. */
export const schemes = ['device', 'light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];
const schemeCookie = 'scheme';

/** The colours that this browser's reader chose. */
export const schemeOf = (c: Context): Scheme =>
  schemes.find((each) => each === getCookie(c, schemeCookie)) ?? 'device';

const yearSeconds = 31_536_000;

/** Lets readers choose language and colours, which their browser keeps, and goes back to the page they chose them on. */
export function addPreferences(pages: Hono): void {
  pages.post('/preferences', async (c) => {
    const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
    const rules = { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: yearSeconds } as const;
    const language = languages.find((each) => each === form.language);
    if (language) setCookie(c, languageCookie, language, rules);
    const scheme = schemes.find((each) => each === form.scheme);
    if (scheme) setCookie(c, schemeCookie, scheme, rules);
    return c.redirect(pageBefore(c), 303);
  });
}

/** Path of the page that a form of ours was sent from. */
const pageBefore = (c: Context): string =>
  ownPath(c.req.header('referer'), c.req.header('host') ?? new URL(c.req.url).host);
