import { measurers } from '../../../db/schema.ts';
import type { LedgerClaim } from '../../search/events/ledger.ts';
import { language } from '../language/language.ts';
import { counted, nameOf, say } from '../language/say.tsx';
import { addressOf, articleAddress, entityAddress } from '../layout/address.ts';
import { measurerName } from '../parts/names.ts';
import { ShortDay } from '../parts/times.tsx';
import { Board, Choose, Narrow } from './board.tsx';
import { claimText } from './claimWords.ts';
import {
  type BoardRelease,
  chosenReleases,
  claimed,
  type Ledger,
  type LedgerFilter,
  licenceOf,
  measures,
  type Sort,
  yearOf,
} from './ledger.ts';

/** Releases that a page shows; the CSV has all. */
const mostShown = 200;

export function ReleasesPage({ ledger, filter }: { ledger: Ledger; filter: LedgerFilter }) {
  const chosen = chosenReleases(ledger.releases, filter);
  return (
    <Board path="/releases">
      <p class="lead">
        {say(
          'What is claimed of which model, and by whom. Each figure leads to the article that gives it; benchmarks say whether the maker measured or somebody else.',
        )}
      </p>
      <LedgerForm {...{ ledger, filter }} />
      <p class="count" role="status">
        {chosen.length > mostShown
          ? say('{releases}, the first {n} of them shown', {
              releases: counted(chosen.length, 'release'),
              n: mostShown,
            })
          : counted(chosen.length, 'release')}
        {' · '}
        <a href={addressOf('/releases.csv', { ...filter })}>{say('As CSV')}</a>
        {' · '}
        <a href={addressOf('/v1/releases', { model: filter.lab })}>{say('The API call for this')}</a>
      </p>
      {chosen.length > 0 ? (
        <LedgerTable shown={chosen.slice(0, mostShown)} filter={filter} />
      ) : (
        <p class="none">{say('No release like this is known.')}</p>
      )}
      <p class="hint">
        {say(
          'Read by machine from articles, copies left out: figures for several sizes of one family can be mixed up. Articles on one version of a model, at most 45 days apart, are one release; the date is that of the first of them.',
        )}
        {!ledger.isComplete &&
          ` ${say('There are more tellings than are read at once; the oldest are left out.')}`}
      </p>
    </Board>
  );
}

function LedgerForm({ ledger: { releases }, filter }: { ledger: Ledger; filter: LedgerFilter }) {
  const labs = new Map(releases.flatMap(({ lab }) => (lab ? [[lab.id, nameOf(lab)] as const] : [])));
  const years = [...new Set(releases.map(yearOf))].sort().reverse();
  return (
    <Narrow path="/releases">
      <Choose
        name="lab"
        label={say('Lab')}
        any={say('any')}
        chosen={filter.lab}
        options={[...labs]
          .map(([value, says]) => ({ value, says }))
          .sort((a, b) => a.says.localeCompare(b.says))}
      />
      <Choose
        name="licence"
        label={say('Licence')}
        any={say('any')}
        chosen={filter.licence}
        options={licencesOf(releases).map((value) => ({ value, says: value }))}
      />
      <Choose
        name="year"
        label={say('Year')}
        any={say('any')}
        chosen={filter.year}
        options={years.map((value) => ({ value, says: value }))}
      />
      <Choose
        name="measured"
        label={say('Benchmarks')}
        any={say('any or none')}
        chosen={filter.measured}
        options={measures.map((value) => ({ value, says: measurerName(value) }))}
      />
      {filter.sort && <input type="hidden" name="sort" value={filter.sort} />}
    </Narrow>
  );
}

const licencesOf = (releases: readonly BoardRelease[]): string[] =>
  [...new Set(releases.flatMap((release) => claimed(release, 'licence').map(licenceOf)))].sort();

type TableProps = { shown: readonly BoardRelease[]; filter: LedgerFilter };

function LedgerTable({ shown, filter }: TableProps) {
  const heading = (sort: Sort | undefined, name: string, isNumber = false) => (
    <th
      scope="col"
      class={isNumber ? 'number' : undefined}
      aria-sort={
        filter.sort === sort ? (sort && ascending.has(sort) ? 'ascending' : 'descending') : undefined
      }
    >
      <a href={addressOf('/releases', { ...filter, sort })}>{name}</a>
    </th>
  );
  return (
    <section class="scroll" tabindex={0} aria-label={say('Model releases')}>
      <table class="ledger cards">
        <thead>
          <tr>
            {heading('model', say('Model'))}
            {heading('lab', say('Lab'))}
            {heading(undefined, say('First told'))}
            {heading('parameters', say('Parameters'), true)}
            {heading('active-parameters', say('Active'), true)}
            {heading('context', say('Context'), true)}
            <th scope="col">{say('Licence')}</th>
            {heading('price', say('Price per million tokens'))}
            <th scope="col">{say('Hardware, training cost')}</th>
            <th scope="col">{say('Benchmarks')}</th>
            <th scope="col">{say('Told by')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((release) => (
            <LedgerRow release={release} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const ascending: ReadonlySet<Sort> = new Set(['model', 'lab', 'price']);

function LedgerRow({ release }: { release: BoardRelease }) {
  const { model, lab, toldAt } = release;
  const called = calledHere(release);
  const of = (...kinds: LedgerClaim['kind'][]) => kinds.flatMap((kind) => claimed(release, kind));
  return (
    <tr>
      <th scope="row">
        <a href={entityAddress(model.id)} lang={languageIn(called)}>
          {model.name.endsWith(called) ? model.name : called}
        </a>
        {isVersionAlone(called) && !model.name.endsWith(called) && <span class="under">{model.name}</span>}
      </th>
      <td>{lab && <a href={entityAddress(lab.id)}>{nameOf(lab)}</a>}</td>
      <td class="when">
        <ShortDay at={toldAt} />
      </td>
      <td class="number" data-name={say('Parameters')}>
        <Figures claims={of('parameters')} />
      </td>
      <td class="number" data-name={say('Active')}>
        <Figures claims={of('active-parameters')} />
      </td>
      <td class="number" data-name={say('Context')}>
        <Figures claims={of('context')} />
      </td>
      <td data-name={say('Licence')}>
        <Figures claims={of('licence')} />
      </td>
      <td data-name={say('Price per million tokens')}>
        <Figures claims={of('price')} />
      </td>
      <td data-name={say('Hardware, training cost')}>
        <Figures claims={of('hardware', 'training-cost')} />
      </td>
      <td data-name={say('Benchmarks')}>
        <Benchmarks claims={of('benchmark')} />
      </td>
      <td data-name={say('Told by')}>
        <ToldBy articles={release.articles} />
      </td>
    </tr>
  );
}

/** As the articles call it; in English without what nobody reads there: 通义千问3.5 is Qwen 3.5. */
function calledHere({ called, model: { name } }: BoardRelease): string {
  if (language() === 'zh' || !languageIn(called) || languageIn(name)) return called;
  const rest = called.replaceAll(/[\p{Script=Han}\s·“”《》]+/gu, '');
  if (rest === '' || name.endsWith(rest)) return name;
  return /^\d/.test(rest) ? `${name} ${rest}` : rest;
}

/** `V4.1` or `R1`: those know it who know whose it is. */
const isVersionAlone = (called: string): boolean => /^\p{Lu}?\d[\d.]*(?:-\w+)?$/u.test(called);

/** The language of a name that is not in Latin letters, for those who hear it. */
const languageIn = (words: string) => (/\p{Script=Han}/u.test(words) ? 'zh' : undefined);

/** Figures one below the other, each with the way to the first article that gives it. */
function Figures({ claims }: { claims: readonly LedgerClaim[] }) {
  if (claims.length === 0) return null;
  return (
    <ul>
      {claims.map((claim) => (
        <li>
          <Figure claim={claim} />
        </li>
      ))}
    </ul>
  );
}

function Figure({ claim }: { claim: LedgerClaim }) {
  const { article, sentence } = claim.sources[0]!;
  const text = claimText(claim);
  return (
    <a href={articleAddress(article.id)} title={sentence || undefined} lang={languageIn(text)}>
      {text}
    </a>
  );
}

/** Benchmarks under who measured them. */
function Benchmarks({ claims }: { claims: readonly LedgerClaim[] }) {
  return (
    <>
      {measurers.map((by) => {
        const measured = claims.filter(({ measuredBy }) => measuredBy === by);
        return measured.length === 0 ? null : (
          <>
            <span class={`measured ${by}`}>{measurerName(by)}</span>
            <Figures claims={measured} />
          </>
        );
      })}
    </>
  );
}

/** Publishers that a row has room for. */
const mostTellers = 2;

function ToldBy({ articles }: Pick<BoardRelease, 'articles'>) {
  const more = articles.length - mostTellers;
  return (
    <ul>
      {articles.slice(0, mostTellers).map(({ id, publisher, title }) => (
        <li>
          <a href={articleAddress(id)} title={title}>
            {publisher}
          </a>
        </li>
      ))}
      {more > 0 && <li class="none">{say('and {n} more', { n: more })}</li>}
    </ul>
  );
}
