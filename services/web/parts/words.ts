export { languageName, topicName } from './names.ts';
export { duration } from './times.tsx';

/** `1 article`, `1,204 articles` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
