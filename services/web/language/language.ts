import { AsyncLocalStorage } from 'node:async_hooks';

/** Languages of the pages. What is quoted from articles, feeds and queries stays in its own. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** BCP 47 tags of the languages, for `lang` and for Intl. */
export const tags = { en: 'en-GB', zh: 'zh-Hans' } as const satisfies Record<Language, string>;

/** What the languages call themselves. */
export const ownNames = { en: 'English', zh: '简体中文' } as const satisfies Record<Language, string>;

const current = new AsyncLocalStorage<Language>();

/** The language of the page that is being made; English outside of one. */
export const language = (): Language => current.getStore() ?? 'en';

/** Makes a page, or part of one, in a language: everything that `make` calls speaks it. */
export const inLanguage = <Made>(spoken: Language, make: () => Made): Made => current.run(spoken, make);

/**
 * The language that a browser should get: what its reader chose here, else the first that it asks for and that there is.
 *
 * @param chosen value of the cookie
 * @param accepted Accept-Language, as sent
 */
export function languageFor(chosen: string | undefined, accepted: string | undefined): Language {
  const known = languages.find((each) => each === chosen);
  if (known) return known;
  const wanted = (accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2);
      return { tag: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const spoken = languages.find((each) => each === tag);
    if (spoken) return spoken;
  }
  return 'en';
}
