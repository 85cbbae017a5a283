import type { PropsWithChildren } from 'hono/jsx';

/** One line of a description list: what it is, and the value. */
export const Fact = ({ name, children }: PropsWithChildren<{ name: string }>) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
