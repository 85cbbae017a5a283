const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** `zh-Hant` as `Traditional Chinese`; a tag that is none as it is. */
export function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** `export-controls` as `Export controls` */
export function topicName(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `1 article`, `1,204 articles` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `45 min`, `2 h`, `1 day` */
export function duration(seconds: number): string {
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round((seconds / 3600) * 10) / 10} h`;
  return counted(Math.round(seconds / 86_400), 'day');
}
