import { listCoverageChanges } from '../../db/coverage.ts';
import type { Orm } from '../../db/database.ts';
import { authorities, officialTexts } from '../../db/officialTexts.ts';
import { firstPublished } from '../../db/pastArticles.ts';
import { type ListedEntities, listedEntities } from '../../db/pastTags.ts';
import type { Spec } from '../alert/spec.ts';
import { plainName, type Saying } from '../alert/triggers/why.ts';
import { type WhyVoice, whyInEnglish } from '../alert/triggers/whyVoice.ts';
import { knownTrigger } from './alerts.ts';
import { askedIn } from './asked.ts';
import { compileAlert } from './compile.ts';
import { AskedWrong, askedWrong } from './fault.ts';
import { firingByArticle } from './past/byArticle.ts';
import { figuresKnown, firingByFigures } from './past/byFigures.ts';
import type { Fired, Firing } from './past/fired.ts';
import { hitsOf } from './past/hits.ts';
import type { AskedPreview, PreviewLine } from './past/lines.ts';
import { type Apart, movingApart } from './past/moving.ts';
import { type OfficialTexts, officialAmong, officialDays } from './past/official.ts';
import { Tally } from './past/tally.ts';
import { type Telling, tellingBy } from './past/telling.ts';
import { pastFindings } from './past/walk.ts';

/** Hits that are shown; more are only counted. */
export const mostShown = 10_000;
const dayMs = 86_400_000;

/** All that one try needs. */
interface Try {
  span: { from: Date; until: Date };
  apart: Apart;
  entities: ListedEntities;
  firing: Firing;
  telling: Telling;
  official: OfficialTexts;
}

/**
 * Runs an alert that is not saved over the archive, as if it had been made at `from`: the functions that decide live
 * decide here, on what the archive knew then. Hits come in the order of time, and in the end what they come to.
 *
 * @param now the end of the past
 * @param voice says why it would have fired
 * @throws AskedWrong before the first line
 */
export async function preview(
  orm: Orm,
  asked: AskedPreview,
  now: Date,
  signal?: AbortSignal,
  voice: WhyVoice = whyInEnglish,
): Promise<AsyncGenerator<PreviewLine, void>> {
  return linesOf(orm, await prepare(orm, asked, now, voice), signal);
}

async function prepare(
  orm: Orm,
  { query, from, ...asked }: AskedPreview,
  now: Date,
  voice: WhyVoice,
): Promise<Try> {
  const until = asked.until < now ? asked.until : now;
  if (from >= until) throw askedWrong('from', 'must lie before the end of the span, and in the past');
  const spec = { ...asked.spec, trigger: await knownTrigger(orm, asked.spec.trigger) };
  const compiled = await compileAlert(orm, query, now);
  if ('faults' in compiled) throw unreadable(compiled.faults);
  const apart = movingApart(query, compiled.condition, now);
  if (!apart) throw askedWrong('query', `can’t be tried against the past: ${nested}`);
  const entities = await listedEntities(orm);
  const saying = { voice, nameOf: (id: string) => nameIn(entities, id, voice) };
  const around = { from: daysFrom(from, -officialDays), before: daysFrom(until, officialDays) };
  return {
    ...{ span: { from, until }, apart, entities, telling: tellingBy(spec) },
    firing: await firingOf(orm, spec, askedIn(compiled.program), apart, from, saying),
    official: officialAmong(await officialTexts(orm, around), await authorities(orm)),
  };
}

const nested =
  'a time that counts back from now, such as after:7d, stands within an OR or a NOT; write a date there';
const daysFrom = (at: Date, days: number) => new Date(at.getTime() + days * dayMs);

const unreadable = (faults: readonly { message: string; start: number; end: number }[]) =>
  new AskedWrong(faults.map(({ message, ...where }) => ({ parameter: 'query', detail: message, ...where })));

async function firingOf(
  orm: Orm,
  spec: Spec,
  inQuery: readonly string[],
  { rest }: Apart,
  madeAt: Date,
  saying: Saying,
): Promise<Firing> {
  const { trigger } = spec;
  if (trigger.on !== 'story' && trigger.on !== 'event')
    return firingByFigures(trigger, await figuresKnown(orm, trigger, rest, madeAt, saying));
  const inTrigger = 'entity' in trigger && trigger.entity !== null ? [trigger.entity] : [];
  return firingByArticle(spec, [...new Set([...inTrigger, ...inQuery])], saying);
}

function nameIn({ names }: ListedEntities, id: string, voice: WhyVoice): string {
  const entity = names.get(id);
  return entity ? voice.name(entity) : plainName(id);
}

async function* linesOf(orm: Orm, tried: Try, signal?: AbortSignal): AsyncGenerator<PreviewLine, void> {
  const { span, apart, entities, firing, telling, official } = tried;
  const tally = new Tally(official);
  const from = daysFrom(span.from, -firing.leadInDays);
  const walk = { condition: apart.rest, fits: apart.fits, above: entities.above, from, until: span.until };
  for await (const { findings, until } of pastFindings(orm, walk, signal)) {
    const fired: Fired[] = [];
    for (const finding of findings) {
      if (finding.at < span.from) {
        firing.see(finding);
        continue;
      }
      const found = firing.find(finding);
      tally.found(finding, found.held);
      fired.push(...found.fired);
    }
    fired.push(...firing.pass(until));
    const told = fired.map((each) => ({ ...each, toldAt: telling.tell(each.at) }));
    for (const hit of await hitsOf(orm, tally.fired(told, mostShown), official)) yield { hit };
    yield { progress: { until, articles: tally.articles, hits: tally.hits.length } };
  }
  telling.pass(span.until);
  const coverage = await listCoverageChanges(
    orm,
    { from: span.from, before: span.until },
    undefined,
    mostMarks,
  );
  yield {
    summary: {
      ...tally.summary(span, telling.notices),
      archiveFrom: await firstPublished(orm),
      coverage: coverage.map(({ at, kind, publisher, note }) => ({ at, kind, publisher, note })),
    },
  };
}

const mostMarks = 100;
