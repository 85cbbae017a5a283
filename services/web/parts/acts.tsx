import { type Sentence, say } from '../language/say.tsx';

interface ActProps {
  /** Path that is posted to. */
  to: string;
  says: string;
  small?: boolean;
  fields?: Record<string, string | number>;
}

/** A button that changes something: a form, so that it needs no script. */
export const Act = ({ to, says, small, fields = {} }: ActProps) => (
  <form method="post" action={to}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
    <button type="submit" class={small ? 'small' : undefined}>
      {says}
    </button>
  </form>
);

/** What may have been done, by the word that the address of the page that follows has for it. */
export type Done = Readonly<Record<string, Sentence>>;

const usual: Done = {
  saved: 'Saved.',
  paused: 'It is paused: what is found meanwhile is not told later.',
  resumed: 'It goes on.',
  muted: 'It is muted.',
  unmuted: 'It is told of again.',
  retried: 'It is tried again now.',
  deleted: 'It is deleted.',
  on: 'It is on; what waits for it is sent.',
  off: 'It is off: nothing is sent through it.',
  unfed: 'Its feed is gone.',
  revoked: 'It is revoked.',
  corrected: 'Your correction stands beside the tag.',
  withdrawn: 'The correction is taken back.',
  merged: 'The stories are one now.',
  split: 'The story is split; this is what is left of it.',
  unruled: 'The ruling is taken back.',
};

export const Said = ({ word, done = usual }: { word: string | undefined; done?: Done }) =>
  word !== undefined && Object.hasOwn(done, word) ? (
    <p class="said" role="status">
      {say(done[word]!)}
    </p>
  ) : null;
