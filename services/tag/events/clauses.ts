import type { Span } from '../text/spans.ts';

/** The clauses of a sentence, counted from 0. */
export interface Clauses {
  /** the clause that an offset falls into */
  at(offset: number): number;
}

const BREAKS = {
  en: /[;:—]|, (?:and|which|who|whose|or|with)\b|\b(?:but|while|whereas|although|though|because|after|before|when|since|as|if|amid|despite|so that)\b/gi,
  zh: /[，,；;：:]|——/g,
};

/** Where a sentence breaks into clauses, by its joints and, in Chinese, its commas. */
export function clausesOf(text: string, { start, end }: Span, language: 'en' | 'zh'): Clauses {
  const breaks = Array.from(text.slice(start, end).matchAll(BREAKS[language]), ({ index }) => start + index);
  return {
    at(offset) {
      const next = breaks.findIndex((each) => each > offset);
      return next < 0 ? breaks.length : next;
    },
  };
}
