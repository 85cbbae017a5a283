import { lastFoundAt } from '../../../db/alertFigures.ts';
import type { Condition } from '../../../db/condition.ts';
import type { Orm } from '../../../db/database.ts';
import { sumDays } from '../../../db/series.ts';
import type { Trigger } from '../../alert/spec.ts';
import type { Looked } from '../../alert/triggers/fire.ts';
import { level } from '../../alert/triggers/level.ts';
import { move } from '../../alert/triggers/move.ts';
import { Scores } from '../../alert/triggers/scores.ts';
import { silence } from '../../alert/triggers/silence.ts';
import type { Saying } from '../../alert/triggers/why.ts';
import type { WhyVoice } from '../../alert/triggers/whyVoice.ts';
import { archiveStart } from '../../search/series/turns.ts';
import { scoreDays } from '../live/figures.ts';
import { burstFigures } from './burstFigures.ts';
import type { Fired, Firing } from './fired.ts';
import type { PastFinding } from './walk.ts';

/** The numbers that a trigger goes by, as they grow. */
export interface Figures {
  leadInDays: number;
  /** @returns whether a look is worth while because of it */
  add(finding: PastFinding): boolean;
  look(memory: unknown, now: Date): Looked;
}

type ByFigures = Exclude<Trigger, { on: 'story' | 'event' }>;

/** What a trigger on numbers knows that no article of the span tells. */
interface FiguresKnown {
  madeAt: Date;
  /** What the trigger’s entity is called. */
  name: string;
  /** When the last article before that was found. */
  lastFound: Date | null;
  /** First day of the archive proper, `YYYY-MM-DD`; null where there is none. */
  start: string | null;
  voice: WhyVoice | undefined;
}

export async function figuresKnown(
  orm: Orm,
  trigger: ByFigures,
  condition: Condition,
  madeAt: Date,
  { nameOf, voice }: Saying,
): Promise<FiguresKnown> {
  const earlier: Condition = { is: 'and', of: [condition, { is: 'published', side: 'before', at: madeAt }] };
  const everything = { filter: { condition: { is: 'all' as const } }, timeZone: 'UTC' };
  return {
    ...{ madeAt, voice },
    name: 'entity' in trigger ? nameOf(trigger.entity) : '',
    lastFound: trigger.on === 'silence' ? await lastFoundAt(orm, earlier) : null,
    start: trigger.on === 'burst' ? archiveStart(await sumDays(orm, everything)) : null,
  };
}

/** Live, articles have an alert looked at once a minute at most. */
const restMs = 60_000;

/** Triggers that the numbers of many articles pull: looked at as live, when an article comes and when time alone tells. */
export function firingByFigures(trigger: ByFigures, known: FiguresKnown): Firing {
  const figures = figuresOf(trigger, known);
  let [memory, lookAt, lookedAt]: [unknown, Date | null, number] = [null, known.madeAt, 0];
  const look = (at: Date): Fired[] => {
    const looked = figures.look(memory, at);
    lookedAt = at.getTime();
    memory = looked.memory;
    lookAt = looked.lookAt && new Date(Math.max(looked.lookAt.getTime(), lookedAt + restMs));
    return looked.fire ? [{ fire: looked.fire, at, finding: null, numbers: null }] : [];
  };
  const pass = (until: Date): Fired[] => {
    const fired: Fired[] = [];
    while (lookAt && lookAt <= until) fired.push(...look(lookAt));
    return fired;
  };
  return {
    leadInDays: figures.leadInDays,
    see: (finding) => void figures.add(finding),
    pass,
    find(finding) {
      if (finding.facts.copyOf !== null) return { fired: [], held: 'copy' };
      const fired = pass(finding.at);
      if (!figures.add(finding)) return { fired, held: null };
      const rested = new Date(Math.max(finding.at.getTime(), lookedAt + restMs));
      lookAt = lookAt && lookAt < rested ? lookAt : rested;
      return { fired: [...fired, ...pass(finding.at)], held: null };
    },
  };
}

function figuresOf(trigger: ByFigures, known: FiguresKnown): Figures {
  const { name, voice } = known;
  switch (trigger.on) {
    case 'level':
      return sentiment(trigger.entity, (scores, memory, now) =>
        level({ trigger, name, scores, memory, now, voice }),
      );
    case 'move':
      return sentiment(trigger.entity, (scores, memory, now) =>
        move({ trigger, name, scores, memory, now, voice }),
      );
    case 'burst':
      return burstFigures(known.start, voice);
    case 'silence':
      return silences(trigger, known);
  }
}

function sentiment(entity: string, look: (scores: Scores, memory: unknown, now: Date) => Looked): Figures {
  const scores = new Scores();
  return {
    leadInDays: scoreDays,
    add({ facts }) {
      const towards = facts.entities.filter(({ family }) => family.includes(entity));
      if (towards.length === 0 || facts.copyOf !== null) return false;
      const sum = towards.reduce((total, { score }) => total + score, 0);
      scores.add({ at: facts.publishedAt, score: sum / towards.length });
      return true;
    },
    look: (memory, now) => look(scores, memory, now),
  };
}

function silences(
  trigger: Extract<Trigger, { on: 'silence' }>,
  { madeAt, lastFound: before, voice }: FiguresKnown,
): Figures {
  let lastFound = before;
  return {
    leadInDays: 0,
    add({ facts, at }) {
      if (facts.copyOf === null) lastFound = at;
      return facts.copyOf === null;
    },
    look: (memory, now) => silence({ trigger, lastFound, madeAt, memory, now, voice }),
  };
}
