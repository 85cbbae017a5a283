import { createContext, type PropsWithChildren, useContext } from 'hono/jsx';
import { stylesheetAddress } from './stylesheet.ts';

const sections = {
  today: '/',
  stories: '/stories',
  search: '/search',
  entities: '/entities',
  alerts: '/alerts',
  feeds: '/feeds',
} as const;
export type Section = keyof typeof sections;
const sectionNames: Record<Section, string> = {
  today: 'Today',
  stories: 'Stories',
  search: 'Search',
  entities: 'Entities',
  alerts: 'Alerts',
  feeds: 'Feeds',
};

/** A drawn icon in the page itself: browsers would ask for /favicon.ico otherwise. */
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="#1d2b3a"/>' +
      '<path d="M3 12V8M6.5 12V4M10 12V6.500M13.500 12V9.500" stroke="#f7f4ec" stroke-width="2"/></svg>',
  );

/** What every page says at its top, such as that its articles are samples. */
export const Notice = createContext<string | undefined>(undefined);

type PageProps = PropsWithChildren<{
  title: string;
  /** The part of the site that the page belongs to. */
  section?: Section;
  /** Seconds after which the page loads itself anew. */
  refresh?: number | undefined;
}>;

/** What every page has around it: head, skip link, masthead, navigation and foot. */
export function Page({ title, section, refresh, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
        <title>{section === 'today' ? title : `${title} · Chipwire`}</title>
        <link rel="stylesheet" href={stylesheetAddress} />
        <link rel="icon" href={icon} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the page’s content
        </a>
        <NoticeBar />
        <Masthead section={section} />
        <main id="main">{children}</main>
        <Foot />
      </body>
    </html>
  );
}

function NoticeBar() {
  const notice = useContext(Notice);
  return notice === undefined ? null : <p class="banner">{notice}</p>;
}

function Masthead({ section }: { section: Section | undefined }) {
  return (
    <header class="masthead">
      <a class="name" href="/">
        Chipwire
      </a>
      <p class="beat">AI-chip export controls and Chinese AI model releases</p>
      <nav aria-label="Sections">
        <ul>
          {(Object.keys(sections) as Section[]).map((name) => (
            <li>
              <a href={sections[name]} aria-current={name === section ? 'page' : undefined}>
                {sectionNames[name]}
              </a>
            </li>
          ))}
          <li>
            <a href="/docs">API</a>
          </li>
        </ul>
      </nav>
    </header>
  );
}

function Foot() {
  return (
    <footer class="foot">
      <p>
        All times and days are UTC. Sentiment is measured by machine, from −1 (negative) to +1 (positive),
        towards each entity named: <span class="word positive">▲ positive</span>,{' '}
        <span class="word neutral">● neutral</span>, <span class="word negative">▼ negative</span>. It makes
        mistakes; every article shows the words that decided it. Read the source before citing.
      </p>
      <p>
        <a href="/sign-in">Sign in or out</a>
      </p>
    </footer>
  );
}
