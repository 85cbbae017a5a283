import type { PropsWithChildren } from 'hono/jsx';

/** A state in words behind a sign of its own, so that none is told by its colour alone. */
export const StateSign = ({
  of,
  sign,
  title,
  children,
}: PropsWithChildren<{ of: string; sign: string; title?: string | undefined }>) => (
  <span class={`state ${of}`} title={title}>
    <span class="sign" aria-hidden="true">
      {sign}
    </span>{' '}
    {children}
  </span>
);
