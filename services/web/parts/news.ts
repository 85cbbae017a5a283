import { dateOf, dayMs } from './times.tsx';

/** How an article tells an event: what shows whether that is its news or its background. */
export interface Telling {
  /** Where the words that show it stand, in UTF-16 code units from the start of that text. */
  field: 'title' | 'text';
  startsAt: number;
  certainty: 'stated' | 'planned' | 'unconfirmed' | 'denied';
  /** `YYYY-MM-DD` */
  day: string;
  publishedAt: Date;
  /** Whether it says who acts, or on whom or what. */
  named: boolean;
}

/** News stands in the first so many characters of a text; what comes later is mostly background. */
const openingLength = 200;
/** What happened so many days before an article is not what it was written for. */
const backgroundDays = 60;

/** Whether an event is what an article was written for: told early and surely enough, of somebody, and not long past. */
export const isNews = ({ field, startsAt, certainty, day, publishedAt, named }: Telling): boolean =>
  named &&
  (field === 'title' || startsAt < openingLength) &&
  (certainty === 'stated' || certainty === 'planned') &&
  Date.parse(dateOf(publishedAt)) - Date.parse(day) <= backgroundDays * dayMs;
