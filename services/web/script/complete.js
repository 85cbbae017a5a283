// What may be meant while a query or a name is typed: a list under the field (the combobox pattern of WAI-ARIA). The server says what to
// offer and what of the text it takes the place of. Also: what stands in a `pre` can be copied.

/** @typedef {{ text: string, label: string, note: string }} Suggestion */
/** @typedef {{ start: number, end: number, says: string, suggestions: Suggestion[] }} Answer */

/** Milliseconds without a key after which is asked. */
const pause = 90;
/** Pixels that a list is wide. */
const [narrowest, widest] = [320, 640];
let lists = 0;

for (const field of document.querySelectorAll('input[data-complete]'))
  if (field instanceof HTMLInputElement) complete(field);

/** @param {HTMLInputElement} field */
function complete(field) {
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `suggestions-${lists++}`;
  list.role = 'listbox';
  list.ariaLabel = field.labels?.[0]?.textContent ?? field.ariaLabel ?? '';
  list.hidden = true;
  const status = document.createElement('span');
  status.className = 'hidden';
  status.role = 'status';
  field.after(list, status);
  // The list lies over what follows in it.
  field.parentElement?.classList.add('completing');
  field.removeAttribute('list');
  field.role = 'combobox';
  field.ariaAutoComplete = 'list';
  field.ariaExpanded = 'false';
  field.setAttribute('aria-controls', list.id);
  field.autocomplete = 'off';

  /** @type {Answer | null} */
  let answer = null;
  let chosen = -1;
  let timer = 0;
  /** @type {AbortController | null} */
  let asking = null;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    answer = null;
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    status.textContent = '';
    field.ariaExpanded = 'false';
    field.removeAttribute('aria-activedescendant');
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const typed = field.value;
    const asked = new URLSearchParams({ typed, at: String(field.selectionStart ?? typed.length) });
    if (field.dataset.complete === 'entity') asked.set('only', 'entity');
    try {
      const response = await fetch(`/search/suggestions?${asked}`, { signal: asking.signal });
      if (!response.ok) return close();
      /** @type {Answer} */
      const found = await response.json();
      if (field.value === typed && document.activeElement === field) show(found);
    } catch {
      // Typed on, or out of reach: there is nothing to offer.
    }
  };

  /** @param {Answer} found */
  const show = (found) => {
    if (found.suggestions.length === 0) {
      close();
      return;
    }
    answer = found;
    chosen = -1;
    list.replaceChildren(...found.suggestions.map(option));
    list.hidden = false;
    place();
    field.ariaExpanded = 'true';
    field.removeAttribute('aria-activedescendant');
    status.textContent = found.says;
  };

  /** Under the field, whatever its parent lays out how; within the page's margin. */
  const place = () => {
    const main = field.closest('main');
    const edge = main
      ? main.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(main).paddingRight)
      : document.documentElement.clientWidth - 16;
    const room = edge - field.getBoundingClientRect().left;
    list.style.top = `${field.offsetTop + field.offsetHeight + 2}px`;
    list.style.left = `${field.offsetLeft}px`;
    list.style.width = `${Math.min(Math.max(field.offsetWidth, narrowest), widest, room)}px`;
  };

  /** @param {Suggestion} suggestion @param {number} nth */
  const option = (suggestion, nth) => {
    const line = document.createElement('li');
    line.id = `${list.id}-${nth}`;
    line.role = 'option';
    line.ariaSelected = 'false';
    const [label, note] = [document.createElement('span'), document.createElement('span')];
    label.textContent = suggestion.label;
    note.textContent = suggestion.note;
    note.className = 'what';
    line.append(label, ' ', note);
    return line;
  };

  /** @param {number} nth */
  const choose = (nth) => {
    const lines = list.children;
    chosen = (nth + lines.length) % lines.length;
    [...lines].forEach((line, at) => {
      line.ariaSelected = String(at === chosen);
    });
    field.setAttribute('aria-activedescendant', `${list.id}-${chosen}`);
    lines[chosen]?.scrollIntoView({ block: 'nearest' });
  };

  /** @param {number} nth */
  const take = (nth) => {
    const suggestion = answer?.suggestions[nth];
    if (!answer || !suggestion) return;
    const [start, end] = [answer.start, answer.end];
    close();
    // A space that is there already is one enough.
    const behind = field.value.slice(end);
    const text = behind.startsWith(' ') ? suggestion.text.trimEnd() : suggestion.text;
    field.setRangeText(text, start, end, 'end');
    // Behind a field's colon its values are next.
    if (text.endsWith(':')) ask();
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    if (field.value.trim() === '') close();
    else timer = window.setTimeout(ask, pause);
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    // While characters are composed, keys belong to the input method.
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const down = event.key === 'ArrowDown';
    if (down && list.hidden) {
      event.preventDefault();
      ask();
    } else if (list.hidden) return;
    else if (down || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(down ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  });
  // Before the field loses the focus.
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const line = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (line) take([...list.children].indexOf(line));
  });
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(
      document.getElementById(button.dataset.copy ?? '')?.textContent ?? '',
    );
    button.textContent = button.dataset.copied ?? '';
  });
}

export {};
