import type { LedgerClaim } from '../../search/events/ledger.ts';
import { numberFormat } from '../../text/formats.ts';
import { language, tags } from '../language/language.ts';
import { say } from '../language/say.tsx';
import { licenceOf } from './ledger.ts';

/** `671B` or `6710亿`: a figure as short as people of the trade write it, which is American in English. */
const short = (value: number): string =>
  numberFormat(language() === 'en' ? 'en-US' : tags[language()], {
    notation: 'compact',
    maximumFractionDigits: 2,
  }).format(value);

const money = (value: number, currency: string): string =>
  numberFormat(tags[language()], {
    ...{ style: 'currency', currency, currencyDisplay: 'symbol' },
    ...(value >= 10_000 ? { notation: 'compact', maximumFractionDigits: 2 } : {}),
  }).format(value);

const isCurrency = (code: string | undefined): code is string => /^[A-Z]{3}$/.test(code ?? '');

/** What a claim comes to, as short as a table has room for; the article’s own words where no figure was read. */
export function claimText(claim: LedgerClaim): string {
  const { kind, value, unit, words } = claim;
  if (kind === 'licence') return licenceOf(claim);
  if (kind === 'benchmark') return value === null ? (unit ?? words) : `${unit ?? words} ${value}`;
  if (value === null) return words;
  if (kind === 'price') return priceText(value, unit, words);
  if (kind === 'training-cost') return isCurrency(unit ?? undefined) ? money(value, unit!) : words;
  if (kind === 'hardware') return words;
  return short(value);
}

/** Prices are for a million tokens. */
function priceText(value: number, unit: string | null, words: string): string {
  const [currency, tokens] = unit?.split('/') ?? [];
  if (!isCurrency(currency)) return words;
  const amount = money(value, currency);
  if (tokens === 'input') return say('{amount} input', { amount });
  return tokens === 'output' ? say('{amount} output', { amount }) : amount;
}
