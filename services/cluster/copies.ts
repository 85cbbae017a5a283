import { createHash } from 'node:crypto';

/** Shorter texts are alike by chance: "Reuters reports that …" teasers of different articles. */
const fewestLetters = 200;

/**
 * A key that is the same for two articles exactly when their texts have the same letters and digits, whatever
 * their case, spacing, punctuation or markup. An article with too little text to tell is only like itself.
 *
 * @returns 64 hexadecimal digits
 */
export function fingerprint(article: { text: string; canonicalUrl: string }): string {
  const letters = article.text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return createHash('sha256')
    .update(letters.length >= fewestLetters ? letters : article.canonicalUrl)
    .digest('hex');
}
