import type { Facts } from '../../alert/facts.ts';
import { numbersOf } from '../../alert/gates/numbers.ts';
import type { Spec } from '../../alert/spec.ts';
import type { PastMatch } from '../../alert/story.ts';
import type { Numbers } from '../../alert/told.ts';
import { type Deciding, decide } from '../../alert/triggers/decide.ts';
import type { NotFired } from '../../alert/triggers/fire.ts';
import type { Saying } from '../../alert/triggers/why.ts';
import type { Firing, HeldReason } from './fired.ts';
import type { PastFinding } from './walk.ts';

/** Triggers that one article pulls: each is judged as it would have been live. */
export function firingByArticle(spec: Spec, asked: readonly string[], saying: Saying): Firing {
  const past = new Map<number, PastMatch[]>();
  let latest: PastMatch | undefined;
  return {
    leadInDays: 0,
    see: () => {},
    pass: () => [],
    find(finding) {
      const { storyId } = finding.facts;
      const ofStory = past.get(storyId ?? -1) ?? [];
      const known = latest && !ofStory.includes(latest) ? [...ofStory, latest] : ofStory;
      const as = (facts: Facts) => decidingOf({ spec, past: known, ...saying }, { ...finding, facts }, asked);
      const deciding = as(finding.facts);
      const fire = decide(deciding);
      if ('not' in fire) return { fired: [], held: reasonOf(fire, deciding, as) };
      latest = { about: fire.about, storyId, matchedAt: finding.at };
      if (storyId !== null) past.set(storyId, [...ofStory, latest]);
      return { fired: [{ fire, at: finding.at, finding, numbers: deciding.numbers }], held: null };
    },
  };
}

/** Numbers are made when they are looked at, which for copies and further reports of a story they are not. */
function decidingOf(
  alert: Pick<Deciding, 'spec' | 'past' | 'nameOf' | 'voice'>,
  { facts, story, at }: PastFinding,
  asked: readonly string[],
): Deciding {
  let numbers: Numbers | undefined;
  return {
    ...{ ...alert, facts, story, now: at },
    get numbers() {
      numbers ??= numbersOf({ facts, asked, story });
      return numbers;
    },
  };
}

function reasonOf(
  { because, gate }: NotFired,
  { facts }: Deciding,
  as: (facts: Facts) => Deciding,
): HeldReason {
  if (because === 'told') return 'story';
  if (because === 'gate') return gate ?? 'age';
  if (because !== 'copy') return because;
  // Of what would have made nothing fire were it no copy, that it is one is not the reason.
  const original = decide(as({ ...facts, copyOf: null }));
  return 'not' in original && original.because === 'event' ? 'event' : 'copy';
}
