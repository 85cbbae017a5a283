import { type Sentence, say } from '../language/say.tsx';

/** What was done, as the address of the page that follows says by a word. */
const words: Record<string, Sentence> = {
  added: 'Added. It is polled within seconds.',
  'added-several': 'Added. They are polled within seconds.',
  paused: 'It is paused: it is not polled until it goes on.',
  resumed: 'It goes on: it is polled when it is next due.',
  polled: 'It is polled within seconds.',
  rests: 'It was polled within the last minute: its publisher is left alone for so long.',
  changed: 'Changed.',
  removed: 'It is taken away. Its articles stay.',
};

export const Said = ({ word }: { word: string | undefined }) =>
  word !== undefined && Object.hasOwn(words, word) ? (
    <p class="said" role="status">
      {say(words[word]!)}
    </p>
  ) : null;
