import { type Sentence, say } from '../language/say.tsx';

/** Keys of every page, as script/keys.js does them. */
const keys: [keys: string[], does: Sentence][] = [
  [['/'], 'Search'],
  [['j'], 'Next article or story'],
  [['k'], 'The one before'],
  [['o'], 'Open it'],
  [['?'], 'This list'],
];

/** Words for the list of keys, which the script shows; without it nobody sees them. */
export const KeyList = ({ sections }: { sections: [key: string, name: Sentence][] }) => (
  <template data-keys-list>
    <dialog id="keys" aria-labelledby="keys-title">
      <p class="dialog-title" id="keys-title">
        {say('Keyboard')}
      </p>
      <dl>
        {[...keys, ...sections.map(([key, name]): [string[], Sentence] => [['g', key], name])].map(
          ([pressed, does]) => (
            <div>
              <dt>
                {pressed.map((key) => (
                  <>
                    <kbd>{key}</kbd>{' '}
                  </>
                ))}
              </dt>
              <dd>{say(does)}</dd>
            </div>
          ),
        )}
      </dl>
      <form method="dialog">
        <label class="radio">
          <input type="checkbox" /> {say('Keys of one letter are on')}
        </label>
        <button type="submit">{say('Close')}</button>
      </form>
    </dialog>
  </template>
);
