import { createHash } from 'node:crypto';

/** The address of a file that changes with its content: `/style.4f2a90c1d3e5.css`. */
export function addressByContent(name: string, ending: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `/${name}.${hash}.${ending}`;
}
