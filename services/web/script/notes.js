// Notes of marks as popovers beside their marks, closed by Escape or a press elsewhere. Without this they open as targets
// of the marks' links.

/** @param {HTMLAnchorElement} link */
const noteOf = (link) => document.getElementById(link.hash.slice(1));

/** @param {HTMLAnchorElement} link @param {HTMLElement} note */
function open(link, note) {
  note.showPopover();
  link.setAttribute('aria-expanded', 'true');
  note.focus({ preventScroll: true });
  note.addEventListener('toggle', function closed(event) {
    if (/** @type {ToggleEvent} */ (event).newState !== 'closed') return;
    note.removeEventListener('toggle', closed);
    link.removeAttribute('aria-expanded');
    if (document.activeElement === document.body) link.focus({ preventScroll: true });
  });
}

if ('popover' in HTMLElement.prototype) {
  for (const link of document.querySelectorAll('a.mark')) link.setAttribute('aria-haspopup', 'dialog');
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    const link = /** @type {HTMLAnchorElement | null} */ (event.target.closest('a.mark, .note a.close'));
    const note = link?.matches('.close') ? link.closest('.note') : link && noteOf(link);
    if (!link || !(note instanceof HTMLElement)) return;
    const isOpen = note.matches(':popover-open');
    if (link.matches('.mark')) {
      event.preventDefault();
      if (!isOpen) open(link, note);
    } else if (isOpen) {
      event.preventDefault();
      note.hidePopover();
    }
  });
}

export {};
