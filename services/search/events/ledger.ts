import { daysApart, type ToldIn } from './told.ts';

/** A model's release as an article tells it: what is read here of db's rows. */
export interface ToldRelease {
  article: ToldIn;
  model: { id: string; name: string; parentId: string | null };
  /** As the text names it: V4.1 of DeepSeek-V4. */
  modelWords: string;
  claims: ToldClaim[];
}

export interface ToldClaim {
  kind: string;
  words: string;
  value: number | null;
  unit: string | null;
  measuredBy: 'self' | 'independent' | 'unknown' | null;
  sentence: string;
}

/** Something claimed of a model, with who says so. */
export interface LedgerClaim extends Omit<ToldClaim, 'sentence'> {
  /** The earliest first. */
  sources: { article: ToldIn; sentence: string }[];
}

/** One release of a model, whoever told of it. */
export interface LedgerRelease {
  model: ToldRelease['model'];
  /** The longest name that an article gave it. */
  called: string;
  /** When the first article told of it. */
  toldAt: Date;
  claims: LedgerClaim[];
  /** The earliest first. */
  articles: ToldIn[];
}

/** Days within which articles on one version of a model tell of one release. */
const oneRelease = 45;

/** Releases of models, the newest first: one for each version, with what all articles claim of it. */
export function ledgerOf(told: readonly ToldRelease[]): LedgerRelease[] {
  const oldestFirst = [...told].sort(
    (a, b) => a.article.publishedAt.getTime() - b.article.publishedAt.getTime(),
  );
  const open = new Map<string, ToldRelease[]>();
  const all: ToldRelease[][] = [];
  for (const release of oldestFirst) {
    const key = `${release.model.id} ${versionIn(release.modelWords) ?? versionIn(release.model.name)}`;
    const known = open.get(key);
    const isSame =
      known && daysApart(known.at(-1)!.article.publishedAt, release.article.publishedAt) <= oneRelease;
    if (isSame) known.push(release);
    else {
      const begun = [release];
      open.set(key, begun);
      all.push(begun);
    }
  }
  return all.map(releaseOf).reverse();
}

/** `4.1` of “DeepSeek-V4.1-Flash”; the size of “Yi-34B” is no version. */
const versionIn = (words: string): string | undefined => /\d+(?:\.\d+)*(?![\d.]*[bB]\b)/.exec(words)?.[0];

function releaseOf(told: readonly ToldRelease[]): LedgerRelease {
  const [first] = told;
  const articles = new Map(told.map(({ article }) => [article.id, article]));
  return {
    model: first!.model,
    called: told.map(({ modelWords }) => modelWords).reduce((a, b) => (b.length > a.length ? b : a)),
    toldAt: first!.article.publishedAt,
    claims: claimsOf(told),
    articles: [...articles.values()],
  };
}

function claimsOf(told: readonly ToldRelease[]): LedgerClaim[] {
  const claims: LedgerClaim[] = [];
  for (const { article, claims: own } of told)
    for (const { sentence, unit, ...rest } of own) {
      const claim = { ...rest, unit: rest.kind === 'benchmark' && unit ? benchmarkName(unit) : unit };
      const source = { article, sentence };
      const known = claims.find((each) => areSame(each, claim));
      if (!known) claims.push({ ...claim, sources: [source] });
      else {
        known.value ??= claim.value;
        known.sources.push(source);
      }
    }
  return claims;
}

/** Benchmarks that are written in several ways, by the one that stands for all. */
const benchmarkName = (written: string): string =>
  /^(?:人类最后的考试|HLE|humanity[’']s last exam)$/i.test(written) ? 'Humanity’s Last Exam' : written;

/** Rounded figures differ by less. */
const rounding = 0.005;

function areSame(a: Omit<LedgerClaim, 'sources'>, b: Omit<LedgerClaim, 'sources'>): boolean {
  if (a.kind !== b.kind || a.measuredBy !== b.measuredBy) return false;
  if (a.unit?.toLowerCase() !== b.unit?.toLowerCase()) return false;
  if (a.value !== null && b.value !== null) return Math.abs(a.value - b.value) <= a.value * rounding;
  // A score that one article gives and another only mentions is one claim; a licence is known by its name.
  return a.unit !== null || a.words.toLowerCase() === b.words.toLowerCase();
}
