import type { z } from 'zod';
import type { AskedFeed } from '../../feeds/add.ts';
import { askedFeedSchema, feedSettingsSchema } from '../../feeds/asked.ts';
import type { Sentence } from '../language/say.tsx';
import type { Part } from '../parts/controls.tsx';
import type { Candidate } from './found.tsx';
import { topicsIn } from './settings.tsx';

type Fields = Part['fields'];

/** More candidates than that no page of ours shows. */
const mostCandidates = 12;

/** The candidates that a form shows, as it sends them back. */
export const candidatesIn = (fields: Fields): Candidate[] =>
  Array.from({ length: mostCandidates }, (_, nth) => nth).flatMap((nth) => {
    const { [`url-${nth}`]: url, [`title-${nth}`]: title = '' } = fields;
    return url && URL.canParse(url) ? [{ url, title }] : [];
  });

const alike = (fields: Fields) => ({
  ...{ family: fields.family, interval: Number(fields.interval), topics: topicsIn(fields) },
});

/** The feeds that a form has ticked, or what is wrong with it. */
export function feedsIn(fields: Fields): AskedFeed[] | Sentence {
  const asked = candidatesIn(fields).flatMap(({ url }, nth) =>
    fields[`add-${nth}`] === 'true'
      ? [
          {
            url,
            publisher: fields[`publisher-${nth}`],
            language: fields[`language-${nth}`],
            ...alike(fields),
          },
        ]
      : [],
  );
  if (asked.length === 0) return 'Tick at least one feed.';
  const read = askedFeedSchema.array().safeParse(asked);
  return read.success ? read.data : faultIn(read.error);
}

/** What a form says of one feed, or what is wrong with it. */
export function settingsIn(fields: Fields): z.output<typeof feedSettingsSchema> | Sentence {
  const { publisher = '', language = '' } = fields;
  const read = feedSettingsSchema.safeParse({ publisher, language, ...alike(fields) });
  return read.success ? read.data : faultIn(read.error);
}

/** What is said of all feeds of a list, or what is wrong with it. */
export function settingsForAll(fields: Fields): Pick<AskedFeed, 'family' | 'interval' | 'topics'> | Sentence {
  const read = feedSettingsSchema
    .pick({ family: true, interval: true, topics: true })
    .required()
    .safeParse(alike(fields));
  return read.success ? read.data : faultIn(read.error);
}

const faults: Record<string, Sentence> = {
  publisher: 'Give each feed the name of its publisher, of 100 characters at most.',
  topics: 'Tick at least one topic.',
  url: 'This is no address of the web. It should look like example.com or https://example.com/news.',
};

const faultIn = ({ issues }: z.ZodError): Sentence =>
  issues.flatMap(({ path }) => faults[String(path.at(-1))] ?? [])[0] ?? 'The form holds what can’t be read.';
