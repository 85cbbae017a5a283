import { register } from 'tsx/esm/api';

// A worker thread starts from plain JavaScript: Node 20 does not pass the loader of TypeScript on to it.
register();
export const { run } = await import('./thread.ts');
