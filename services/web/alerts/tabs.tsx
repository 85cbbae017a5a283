import { type Sentence, say } from '../language/say.tsx';

const tabs = {
  alerts: ['/alerts', 'Your alerts'],
  new: ['/alerts/new', 'New alert'],
  channels: ['/channels', 'Channels'],
  deliveries: ['/deliveries', 'What was sent'],
} as const satisfies Record<string, readonly [string, Sentence]>;
export type Tab = keyof typeof tabs;

/** The ways between the pages of alerts. */
export const AlertTabs = ({ here }: { here: Tab | null }) => (
  <nav class="tabs" aria-label={say('Pages of alerts')}>
    {(Object.keys(tabs) as Tab[]).map((tab) => (
      <a href={tabs[tab][0]} aria-current={here === tab ? 'page' : undefined}>
        {say(tabs[tab][1])}
      </a>
    ))}
  </nav>
);
