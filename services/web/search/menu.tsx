import { type Sentence, say } from '../language/say.tsx';

/** What a word opens. Of menus that stand together one is open at a time. */
export const Menu = ({ title, open, children }: { title: Sentence; open?: boolean; children?: unknown }) => (
  <details name="take-along" open={open}>
    <summary>{say(title)}</summary>
    <div class="menu">{children}</div>
  </details>
);
