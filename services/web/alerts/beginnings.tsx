import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { type ExampleName, examples } from './examples.ts';

/** Examples, each a way to a form that it has filled in. */
export const Examples = () => (
  <section class="alert-examples" aria-labelledby="examples">
    <h2 id="examples">{say('Start from an example')}</h2>
    <ul>
      {(Object.keys(examples) as ExampleName[]).map((name) => (
        <li>
          <a href={addressOf('/alerts/new', { example: name })}>{say(examples[name].title)}</a>
          <span class="under">{say(examples[name].says)}</span>
        </li>
      ))}
    </ul>
  </section>
);
