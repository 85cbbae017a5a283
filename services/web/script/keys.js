// The keyboard, on every page. `/` goes to the search box; `j` and `k` from one article or story to the next, `o` or Enter opens it; `g` and
// a letter go to a section; `?` lists the keys, where they can also be turned off, since speech input and slips set them off.

const setting = 'keys';
/** Milliseconds that a letter may come behind `g`. */
const patience = 1500;

let goneAt = Number.NEGATIVE_INFINITY;

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  // Where suggestions are open, Escape has closed them instead.
  if (event.key === 'Escape' && isSearch(event.target)) event.target.blur();
  if (isOff() || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  if (act(event.key, event.timeStamp, event.target)) event.preventDefault();
});

for (const opener of document.querySelectorAll('[data-keys]'))
  if (opener instanceof HTMLElement) {
    opener.hidden = false;
    opener.addEventListener('click', listKeys);
  }

/**
 * Does what a key asks for.
 * @param {string} key @param {number} at @param {EventTarget | null} target
 * @returns {boolean} whether it was one of ours
 */
function act(key, at, target) {
  const going = at - goneAt < patience;
  goneAt = Number.NEGATIVE_INFINITY;
  if (going) return follow(`a[data-go="${CSS.escape(key)}"]`);
  switch (key) {
    case '/':
      return search();
    case 'j':
      return walk(1);
    case 'k':
      return walk(-1);
    case 'o':
      return open();
    case 'Enter':
      // On a link or a button it does what it always does.
      return target instanceof Element && target.matches('[data-walk]') && open();
    case 'g':
      goneAt = at;
      return true;
    case '?':
      listKeys();
      return true;
    default:
      return false;
  }
}

function search() {
  const box = document.querySelector('input[data-search], input[name=q]');
  if (!(box instanceof HTMLInputElement)) {
    location.assign('/search');
    return true;
  }
  box.focus();
  box.select();
  return true;
}

/** Goes to the next thing of a list, or the one before: from the one that has the focus, else from the top of what is in sight. @param {1 | -1} step */
function walk(step) {
  const things = [...document.querySelectorAll('[data-walk]')].filter(
    (each) => each instanceof HTMLElement && each.offsetParent !== null,
  );
  if (things.length === 0) return false;
  const here = things.findIndex((each) => each.contains(document.activeElement));
  const insight = things.findIndex((each) => each.getBoundingClientRect().bottom > 0);
  const next = here < 0 ? Math.max(insight, 0) : Math.min(Math.max(here + step, 0), things.length - 1);
  const thing = things[next];
  if (!(thing instanceof HTMLElement)) return false;
  thing.tabIndex = -1;
  thing.focus({ preventScroll: true });
  thing.scrollIntoView({ block: 'nearest' });
  return true;
}

function open() {
  const thing = document.activeElement?.closest('[data-walk]');
  const link = thing?.querySelector('a[data-open]') ?? thing?.querySelector('a');
  if (!(link instanceof HTMLAnchorElement)) return false;
  link.click();
  return true;
}

/** @param {string} which */
function follow(which) {
  const link = document.querySelector(which);
  if (!(link instanceof HTMLAnchorElement)) return false;
  link.click();
  return true;
}

/** Shows the keys; the page brings the words in a template. */
function listKeys() {
  const known = document.getElementById('keys');
  if (known instanceof HTMLDialogElement) {
    known.showModal();
    return;
  }
  const template = document.querySelector('template[data-keys-list]');
  if (!(template instanceof HTMLTemplateElement)) return;
  document.body.append(template.content.cloneNode(true));
  const dialog = document.getElementById('keys');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const box = dialog.querySelector('input');
  if (box) {
    box.checked = !isOff();
    box.addEventListener('change', () => turn(box.checked));
  }
  dialog.showModal();
}

/** @param {boolean} on */
function turn(on) {
  try {
    if (on) localStorage.removeItem(setting);
    else localStorage.setItem(setting, 'off');
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}

function isOff() {
  try {
    return localStorage.getItem(setting) === 'off';
  } catch {
    return false;
  }
}

/** @param {EventTarget | null} target @returns {target is HTMLInputElement} */
const isSearch = (target) =>
  target instanceof HTMLInputElement && target.matches('input[data-search], input[type=search]');

/** Whether keys are text where they are pressed. @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target.matches('input:not([type=checkbox], [type=radio], [type=submit], [type=button])');
}

export {};
