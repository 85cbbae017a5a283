/** How sentences are said: in English by `english`; pages bring the language of their reader. */
export interface Voice<Wording extends string, Counted extends string> {
  /** A sentence with its `{placeholders}` filled in. */
  say: (sentence: Wording, values?: Record<string, string | number>) => string;
  /** `1 day`, `1,204 days` */
  counted: (count: number, noun: Counted) => string;
}

const irregular: Record<string, string> = { copy: 'copies' };

export const english: Voice<string, string> = {
  say: (sentence, values = {}) => sentence.replaceAll(/\{(\w+)\}/g, (_, name) => shown(values[name])),
  counted: (count, noun) =>
    `${count.toLocaleString('en')} ${count === 1 ? noun : (irregular[noun] ?? `${noun}s`)}`,
};

const shown = (value: string | number = '') =>
  typeof value === 'number' ? value.toLocaleString('en') : value;
