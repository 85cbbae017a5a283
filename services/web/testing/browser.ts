import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

// Pages in a real browser. Debian's Chromium does, or any that CHROMIUM names; where there is none, such tests are skipped.

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];

/** Where a Chromium is; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env.CHROMIUM ?? usual.find((path) => existsSync(path));

/** Why browser tests are skipped, for their title. */
export const withoutBrowser = chromiumPath
  ? ''
  : ' (skipped: no Chromium; apt-get install chromium, or name one in CHROMIUM)';

/** @throws where there is no Chromium */
export function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('There is no Chromium.');
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** The sizes that pages are looked at. */
export const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Opens a page of an origin; whatever breaks in it, or is refused by its policy, ends up in `faults`. */
export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: sizes.desktop, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(address).origin)
      faults.push(`asked ${request.url()}`);
  });
  await page.goto(address);
  return { page, faults, close: () => context.close() };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page by WCAG 2.2 A and AA, a line for each element; empty where nothing is. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no page's policy keeps out.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page, not of Node.
    const { violations } = await (globalThis as any).axe.run({ runOnly: tags });
    return violations.flatMap(
      ({ id, nodes }: { id: string; nodes: { target: string[]; failureSummary: string }[] }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

/** Whether a page is wider than the window, which makes people scroll sideways. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Clicks what leads to another page, and waits until that is there. */
export async function follow(page: Page, link: Locator): Promise<void> {
  const loaded = page.waitForEvent('load');
  await link.click();
  await loaded;
}

/** What keeps people from using a page: what axe-core finds, and that it must be scrolled sideways. */
export const barriers = async (page: Page): Promise<string[]> => [
  ...(await accessibilityFaults(page)),
  ...((await overflows(page)) ? ['is wider than the window'] : []),
];
