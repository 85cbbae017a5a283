import type { Random } from './random.ts';

/** An article that a publisher of the harness shows. */
export interface Shown {
  /** Path of its page, unique in a run. */
  path: string;
  /** Which of the round’s two publishers shows it. */
  publisher: 'wire' | 'courier';
  title: string;
  paragraphs: string[];
  /** Articles of one happening are one story. */
  happening: string;
  /** What it is about, as entity ids; alerts of the harness ask for them. */
  about: readonly string[];
}

interface Subject {
  id: string;
  name: string;
}
const huawei: Subject = { id: 'huawei', name: 'Huawei' };
const nvidia: Subject = { id: 'nvidia', name: 'Nvidia' };
const baidu: Subject = { id: 'baidu', name: 'Baidu' };

/**
 * What is published in one round: a first report and a copy of it, another with a second report in other words, one
 * that several alerts are about, and one that none is about. Every round’s happenings are its own: firms, places and
 * figures are coined.
 */
export function happeningsOf(round: number, random: Random): Shown[] {
  const name = (nth: string) => `r${round}-${nth}`;
  const [first, second, third, other] = [0, 1, 2, 3].map(() => coin(random));
  const copied = report(first!, [huawei], random);
  const shown = (
    [nth, publisher]: [string, Shown['publisher']],
    { title, paragraphs }: Report,
    happening: string,
    about: Subject[],
  ): Shown => ({
    ...{ path: `/${name(nth)}`, publisher, title, paragraphs },
    ...{ happening: name(happening), about: about.map(({ id }) => id) },
  });
  return [
    shown(['first', 'wire'], copied, 'a', [huawei]),
    shown(['copy', 'courier'], asCopy(copied, first!), 'a', [huawei]),
    shown(['second', 'wire'], report(second!, [huawei], random), 'b', [huawei]),
    shown(['follow', 'courier'], follow(second!, [huawei], random), 'b', [huawei]),
    shown(['both', 'courier'], report(third!, [huawei, nvidia], random), 'c', [huawei, nvidia]),
    shown(['other', 'wire'], report(other!, [baidu], random), 'd', [baidu]),
  ];
}

interface Report {
  title: string;
  paragraphs: string[];
}

/** Facts that are found in no other happening. */
export interface Coined {
  firm: string;
  place: string;
  person: string;
  thing: string;
  millions: number;
  pieces: number;
  percent: string;
}

const starts = 'b br c ch d dr f g gl gr h j k kl l m n p pl qu r s sk st t tr v w z'.split(' ');
const middles = 'a e i o u ai ea io ou'.split(' ');
const ends = 'b d g l lm m n nd ng r rk rs s st t th x'.split(' ');

function word(random: Random, syllables: number): string {
  const made = Array.from(
    { length: syllables },
    (_, nth) => random.one(starts) + random.one(middles) + (nth === syllables - 1 ? random.one(ends) : ''),
  ).join('');
  return made[0]!.toUpperCase() + made.slice(1);
}

const things = [
  'optical switch',
  'cooling plate',
  'etching chamber',
  'memory tester',
  'packaging line',
  'server rack',
  'power module',
  'inspection camera',
  'wafer carrier',
  'antenna board',
  'gas valve',
  'laser source',
] as const;

const coin = (random: Random): Coined => ({
  firm: `${word(random, 3)} ${random.one(['Devices', 'Systems', 'Works', 'Optics', 'Materials', 'Labs'])}`,
  place: word(random, 3),
  person: `${word(random, 2)} ${word(random, 3)}`,
  thing: `${word(random, 2).toLowerCase()} ${random.one(things)}`,
  millions: random.between(11, 989),
  pieces: random.between(1_013, 98_999),
  percent: `${random.between(2, 78)}.${random.between(1, 9)}%`,
});

const names = (subjects: Subject[]) => subjects.map(({ name }) => name).join(' and ');

const openings = [
  (c: Coined, who: string) =>
    `${who} ordered ${c.pieces} of its ${c.thing} units, ${c.firm} of ${c.place} said on its website.`,
  (c: Coined, who: string) =>
    `${c.firm} will build a ${c.thing} plant in ${c.place} for ${who}, at a cost of $${c.millions} million.`,
  (c: Coined, who: string) =>
    `A contract for the ${c.thing} went from ${who} to ${c.firm}, a supplier with 300 staff in ${c.place}.`,
] as const;
const middlesOf = [
  (c: Coined) => `${c.person}, who runs the company, put the value of the deal at $${c.millions} million.`,
  (c: Coined) =>
    `The order is worth $${c.millions} million and covers ${c.pieces} pieces, ${c.person} told staff.`,
  (c: Coined) =>
    `Deliveries of ${c.pieces} pieces begin in ${c.place} before the winter, according to ${c.person}.`,
] as const;
const closings = [
  (c: Coined) =>
    `Sales of ${c.firm} had grown by ${c.percent} in the half-year. The ${c.thing} is made nowhere else.`,
  (c: Coined) => `Its shares gained ${c.percent}. A second hall for the ${c.thing} is to open in ${c.place}.`,
  (c: Coined) =>
    `${c.firm} expects margins to rise by ${c.percent} once the ${c.thing} is made in ${c.place}.`,
] as const;

function report(coined: Coined, subjects: Subject[], random: Random): Report {
  return {
    title: `${names(subjects)} and ${coined.firm} agree on ${coined.thing} for ${coined.place}`,
    paragraphs: [
      random.one(openings)(coined, names(subjects)),
      random.one(middlesOf)(coined),
      random.one(closings)(coined),
    ],
  };
}

/** What a subscriber of the wire prints: the same text with a line of its own. */
const asCopy = ({ paragraphs }: Report, { firm, thing }: Coined): Report => ({
  title: `${firm} wins order for ${thing}`,
  paragraphs: [...paragraphs, 'This story was supplied by a wire service.'],
});

/** The same facts in other words. */
const follow = (c: Coined, subjects: Subject[], random: Random): Report => ({
  title: `What the ${c.thing} deal means for ${c.firm} and ${names(subjects)}`,
  paragraphs: [
    `For ${c.firm}, the ${c.pieces} pieces that ${names(subjects)} wants are the largest order in its history.`,
    `Analysts had reckoned with less than the $${c.millions} million that ${c.person} named in ${c.place}.`,
    random.one([
      `Growth of ${c.percent} would be hard to repeat, one of them said of the ${c.thing}.`,
      `The ${c.thing} brought ${c.percent} more than a year ago, and ${c.place} hopes for new jobs.`,
    ]),
  ],
});
