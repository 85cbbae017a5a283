import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The one stylesheet, read once. */
export const stylesheet = readFileSync(new URL('./style.css', import.meta.url), 'utf8');
const hash = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

/** Changes with the content, so that browsers may keep it for ever. */
export const stylesheetAddress = `/style.${hash}.css`;
