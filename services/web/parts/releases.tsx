import type { Claim, FoundRelease } from '../../../db/releases.ts';
import { numberFormat } from '../../text/formats.ts';
import { language, tags } from '../language/language.ts';
import { say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { FoundIn, Sentence } from './found.tsx';
import { claimName, measurerName } from './names.ts';

/** Models that were released and what is claimed of each, as the ledger of one article or of many. */
export const ReleaseList = ({
  releases,
  withArticle = false,
}: {
  releases: FoundRelease[];
  /** Says in which article each was found. */
  withArticle?: boolean;
}) => (
  <ol class="happenings">
    {releases.map((release) => (
      <li>
        <h3>
          <a href={entityAddress(release.model.id)}>{release.model.name}</a>
          {release.modelWords !== release.model.name && (
            <span
              class="other"
              lang={release.article.language}
            >{` ${say('as “{words}”', { words: release.modelWords })}`}</span>
          )}
        </h3>
        {release.claims.length > 0 ? (
          <Claims release={release} />
        ) : (
          <p class="none">{say('Nothing is claimed of it that could be read.')}</p>
        )}
        {withArticle && <FoundIn article={release.article} />}
      </li>
    ))}
  </ol>
);

const Claims = ({ release: { claims, article } }: { release: FoundRelease }) => (
  <table class="claims">
    <thead>
      <tr>
        <th scope="col">{say('Claim')}</th>
        <th scope="col">{say('As written')}</th>
      </tr>
    </thead>
    <tbody>
      {claims.map((claim) => (
        <tr>
          <th scope="row">
            {claim.kind === 'benchmark' && claim.unit ? claim.unit : claimName(claim.kind)}
            {claim.measuredBy && <span class="under">{measurerName(claim.measuredBy)}</span>}
          </th>
          <td>
            <strong lang={article.language}>{claim.words}</strong>{' '}
            <span class="none">{valueText(claim)}</span>
            <details>
              <summary>{say('The sentence')}</summary>
              <Sentence sentence={claim.sentence} words={claim.words} language={article.language} />
            </details>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** American in English, as people of the trade write figures: `671B`. */
const spelling = () => (language() === 'en' ? 'en' : tags[language()]);
const compact = (value: number) =>
  numberFormat(spelling(), { notation: 'compact', maximumFractionDigits: 2 }).format(value);
const exact = (value: number) => numberFormat(spelling(), { maximumFractionDigits: 4 }).format(value);

/** The value as it was read, so that a wrong reading shows: `= 671B`, `= 5.58M USD`; nothing where the words say it. */
function valueText({ kind, value, unit, words }: Claim): string {
  if (value === null) return '';
  const number = value >= 10_000 ? compact(value) : exact(value);
  const measure = kind === 'price' ? priceUnit(unit) : kind === 'benchmark' ? null : unit; // its name stands beside it
  if (words.includes(number) && !measure) return '';
  return `= ${number}${measure ? ` ${measure}` : ''}`;
}

/** `USD/input` as `USD per million input tokens` */
function priceUnit(unit: string | null): string | null {
  if (!unit) return unit;
  const [money = '', tokens] = unit.split('/');
  if (tokens === 'input') return say('{money} per million input tokens', { money });
  if (tokens === 'output') return say('{money} per million output tokens', { money });
  return say('{money} per million tokens', { money });
}
