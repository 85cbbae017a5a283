import { register } from 'tsx/esm/api';

// A worker thread starts from plain JavaScript: Node 20 does not pass the loader of TypeScript on to it.
register();
export const { parse, page, fragment, tag } = await import('./thread.ts');
