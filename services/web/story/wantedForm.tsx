import { topics } from '../../runtime/feeds.ts';
import { counted, say } from '../language/say.tsx';
import { topicName } from '../parts/names.ts';
import { addressFor, everything, type Wanted } from './wanted.ts';

const leasts = [1, 2, 3, 5, 10];

/** Filters and order of the list of stories; the address keeps them. */
export function WantedForm({ wanted }: { wanted: Wanted }) {
  const { least, entity, topic, after, before, sort } = wanted;
  const offered = leasts.includes(least) ? leasts : [...leasts, least].sort((a, b) => a - b);
  return (
    <form class="wanted" action="/stories">
      <div class="field">
        <label for="publishers">{say('Publishers')}</label>
        <select id="publishers" name="publishers">
          {offered.map((n) => (
            <option value={n === 1 ? '' : String(n)} selected={n === least}>
              {n === 1
                ? say('any number')
                : say('{publishers} or more', { publishers: counted(n, 'publisher') })}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="topic">{say('Topic')}</label>
        <select id="topic" name="topic">
          <option value="">{say('any topic')}</option>
          {topics.map((id) => (
            <option value={id} selected={id === topic}>
              {topicName(id)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="entity">{say('Entity')}</label>
        <input
          {...{ id: 'entity', name: 'entity', value: entity?.name ?? '', maxlength: 200 }}
          {...{ autocomplete: 'off', 'data-complete': 'entity' }}
        />
      </div>
      <div class="field">
        <label for="after">{say('Written of since')}</label>
        <input type="date" id="after" name="after" value={after ?? ''} />
      </div>
      <div class="field">
        <label for="before">{say('Begun before')}</label>
        <input type="date" id="before" name="before" value={before ?? ''} />
      </div>
      <div class="field">
        <label for="sort">{say('First')}</label>
        <select id="sort" name="sort">
          <option value="">{say('the newest')}</option>
          <option value="publishers" selected={sort === 'publishers'}>
            {say('most publishers')}
          </option>
        </select>
      </div>
      <div class="do">
        <button type="submit">{say('Show')}</button>
        {addressFor(wanted) !== addressFor(everything) && <a href="/stories">{say('All stories')}</a>}
      </div>
    </form>
  );
}
