import { createContext, type PropsWithChildren, useContext } from 'hono/jsx';
import { language, languages, ownNames, tags } from '../language/language.ts';
import { Say, say } from '../language/say.tsx';
import { type Label, signs } from '../parts/sentiment.tsx';
import { type ScriptName, scriptAddress } from '../script/scripts.ts';
import { KeyList } from './keyList.tsx';
import { type Scheme, schemes } from './preferences.ts';
import { stylesheetAddress } from './stylesheet.ts';

/** Path, name, and the letter that goes there behind `g`. */
const sections = {
  today: ['/', 'Today', 't'],
  stories: ['/stories', 'Stories', 'n'],
  search: ['/search', 'Search', 's'],
  entities: ['/entities', 'Entities', 'e'],
  trends: ['/trends', 'Trends', 'r'],
  clocks: ['/clocks', 'Rules and clocks', 'c'],
  alerts: ['/alerts', 'Alerts', 'a'],
  feeds: ['/feeds', 'Feeds', 'f'],
  method: ['/method', 'Method', 'm'],
} as const;
export type Section = keyof typeof sections;

/** A drawn icon in the page itself: browsers would ask for /favicon.ico otherwise. */
export const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="#1d2b3a"/>' +
      '<path d="M3 12V8M6.5 12V4M10 12V6.500M13.500 12V9.500" stroke="#f7f4ec" stroke-width="2"/></svg>',
  );

/** What every page says at its top, such as that its articles are samples. */
export const Notice = createContext<string | undefined>(undefined);

/** The colours that the reader chose. */
export const ChosenScheme = createContext<Scheme>('device');

type PageProps = PropsWithChildren<{
  title: string;
  /** The part of the site that the page belongs to. */
  section?: Section;
  /** Seconds after which the page loads itself anew. */
  refresh?: number | undefined;
  /** What the page runs in the browser, beside the keyboard. */
  scripts?: readonly ScriptName[];
  /** Feeds that readers of feeds may find here. */
  feeds?: readonly { href: string; title: string }[];
}>;

/** What every page has around it: head, skip link, masthead, navigation and foot. */
export function Page({ title, section, refresh, scripts = [], feeds = [], children }: PageProps) {
  const scheme = useContext(ChosenScheme);
  return (
    <html lang={tags[language()]} data-scheme={scheme === 'device' ? undefined : scheme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={scheme === 'device' ? 'light dark' : scheme} />
        {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
        <title>{section === 'today' ? title : `${title} · Chipwire`}</title>
        <link rel="stylesheet" href={stylesheetAddress} />
        <link rel="icon" href={icon} />
        {feeds.map(({ href, title: name }) => (
          <link rel="alternate" type="application/atom+xml" href={href} title={name} />
        ))}
        {(['keys', ...scripts] as const).map((name) => (
          <script type="module" src={scriptAddress(name)}></script>
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {say('Skip to the page’s content')}
        </a>
        <NoticeBar />
        <Masthead section={section} />
        <main id="main">{children}</main>
        <Foot scheme={scheme} />
        <KeyList sections={Object.values(sections).map(([, name, key]) => [key, name])} />
      </body>
    </html>
  );
}

function NoticeBar() {
  const notice = useContext(Notice);
  return notice === undefined ? null : (
    <aside class="banner" aria-label={say('Notice')} lang="en">
      {notice}
    </aside>
  );
}

function Masthead({ section }: { section: Section | undefined }) {
  return (
    <header class="masthead">
      <div class="title">
        <a class="name" href="/">
          Chipwire
        </a>
        <p class="beat">{say('AI-chip export controls and Chinese AI model releases')}</p>
        {section !== 'search' && section !== 'today' && <QuickSearch />}
        <OtherLanguages />
      </div>
      <nav aria-label={say('Sections')}>
        <ul>
          {(Object.keys(sections) as Section[]).map((name) => (
            <li>
              <a
                href={sections[name][0]}
                aria-current={name === section ? 'page' : undefined}
                data-go={sections[name][2]}
              >
                {say(sections[name][1])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** Pages that have no search box of their own have one here. */
const QuickSearch = () => (
  <search class="quick">
    <form action="/search">
      <input
        type="search"
        name="q"
        maxlength={1000}
        aria-label={say('Search the archive')}
        placeholder={say('Search the archive')}
      />
    </form>
  </search>
);

/** Who came to the wrong language finds their own at the top. */
const OtherLanguages = () => (
  <form method="post" action="/preferences" class="preferences">
    {languages
      .filter((each) => each !== language())
      .map((each) => (
        <button type="submit" name="language" value={each} lang={tags[each]}>
          {ownNames[each]}
        </button>
      ))}
  </form>
);

const Word = ({ label }: { label: Label }) => (
  <span class={`word ${label}`}>{`${signs[label]} ${say(label)}`}</span>
);

const schemeNames = { device: 'as the device', light: 'light', dark: 'dark' } as const;

function Foot({ scheme }: { scheme: Scheme }) {
  return (
    <footer class="foot">
      <p>
        <Say
          sentence="All times and days are UTC. Sentiment is measured by machine, from −1 (negative) to +1 (positive), towards each entity named: {positive}, {neutral}, {negative}. It makes mistakes; every article shows the words that decided it. Read the source before citing."
          positive={<Word label="positive" />}
          neutral={<Word label="neutral" />}
          negative={<Word label="negative" />}
        />
      </p>
      <form method="post" action="/preferences" class="preferences">
        <fieldset>
          <legend>{say('Language')}</legend>
          {languages.map((each) => (
            <button
              type="submit"
              name="language"
              value={each}
              lang={tags[each]}
              aria-pressed={each === language()}
            >
              {ownNames[each]}
            </button>
          ))}
        </fieldset>
        <fieldset>
          <legend>{say('Appearance')}</legend>
          {schemes.map((each) => (
            <button type="submit" name="scheme" value={each} aria-pressed={each === scheme}>
              {say(schemeNames[each])}
            </button>
          ))}
        </fieldset>
      </form>
      <ul class="foot-links">
        <li>
          <a href="/docs">{say('API')}</a>
        </li>
        <li>
          <a href="/health">{say('How Chipwire is doing')}</a>
        </li>
        <li>
          <a href="/sign-in">{say('Sign in or out')}</a>
        </li>
        <li class="for-keys">
          <button type="button" data-keys hidden>
            {say('Keyboard')} <kbd>?</kbd>
          </button>
        </li>
      </ul>
    </footer>
  );
}
