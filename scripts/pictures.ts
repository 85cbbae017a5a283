import { mkdirSync } from 'node:fs';
import { openDemo } from '../services/testing/demo.ts';
import { openBrowser, sizes, visit } from '../services/web/testing/browser.ts';

// `npm run pictures` takes the pictures of README from the sample wire.

const folder = new URL('../docs/pictures/', import.meta.url).pathname;
const pictures = {
  today: { path: '/', colorScheme: 'light' },
  article: { path: '/articles/50', colorScheme: 'light' },
  entity: { path: '/entities/nvidia', colorScheme: 'dark' },
} as const;

mkdirSync(folder, { recursive: true });
const demo = await openDemo();
const browser = await openBrowser();
try {
  for (const [name, { path, colorScheme }] of Object.entries(pictures)) {
    const { page, close } = await visit(browser, `${demo.origin}${path}`, {
      colorScheme,
      viewport: sizes.desktop,
    });
    await page.screenshot({ path: `${folder}${name}.png` });
    console.log(`docs/pictures/${name}.png`);
    await close();
  }
} finally {
  await browser.close();
  await demo.close();
}
