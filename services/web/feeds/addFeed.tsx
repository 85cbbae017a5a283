import { type Sentence, say } from '../language/say.tsx';
import { Settings, usualSettings } from './settings.tsx';

/** The box that takes the address of any site, and the list of a feed reader. */
export function AddFeed({ address = '', title }: { address?: string; title: Sentence }) {
  return (
    <section class="add-feed" aria-labelledby="add">
      <h2 id="add">{say(title)}</h2>
      <form method="post" action="/feeds/find" class="paste">
        <div class="field">
          <label for="address">{say('Address of a site, or of a feed')}</label>
          <input
            id="address"
            name="address"
            type="text"
            inputmode="url"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxlength={2000}
            required
            value={address}
            placeholder="example.com"
            aria-describedby="address-hint"
          />
        </div>
        <button type="submit">{say('Find feeds')}</button>
        <p class="hint" id="address-hint">
          {say('It takes some seconds. You see what is found before anything is added.')}
        </p>
      </form>
      <details>
        <summary>{say('Bring the feeds of a feed reader (OPML)')}</summary>
        <form method="post" action="/feeds/import" enctype="multipart/form-data" class="bring">
          <div class="field">
            <label for="file">{say('OPML file, 250 kB at most')}</label>
            <input id="file" name="file" type="file" accept=".opml,.xml,text/x-opml,text/xml" required />
          </div>
          <Settings part={{ fields: usualSettings, faults: [] }} />
          <button type="submit">{say('Add its feeds')}</button>
        </form>
      </details>
    </section>
  );
}
