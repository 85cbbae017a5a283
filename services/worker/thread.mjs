import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// A worker thread starts from plain JavaScript: Node 20 does not pass the loader of TypeScript on to it.
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
export const { run } = await import('./thread.ts');
