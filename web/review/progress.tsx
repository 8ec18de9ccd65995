import { words } from '../words/words.ts';
import type { Session } from './session.ts';

interface Props {
  readonly session: Session;
  readonly onHelp: () => void;
}

/** How far the session is, and the button that ends it. */
export function Progress({ session, onHelp }: Props) {
  const done = session.done.length;
  const { left } = session;
  const all = done + left;
  const say = words().review;
  return (
    <header class="review-head">
      <a class="icon-button" href="/">
        <span aria-hidden="true">×</span>
        <span class="visually-hidden">{say.end}</span>
      </a>
      <div
        class="progress"
        role="progressbar"
        aria-label={say.cardsDone}
        aria-valuemin={0}
        aria-valuemax={Math.max(1, all)}
        aria-valuenow={done}
        aria-valuetext={say.progressAloud(done, left)}
      >
        <div class="progress-done" style={{ transform: `scaleX(${all === 0 ? 0 : done / all})` }} />
      </div>
      <p class="progress-text">{say.progress(done, left)}</p>
      <button type="button" class="icon-button" aria-label={say.showKeys} onClick={onHelp}>
        <span aria-hidden="true">?</span>
      </button>
    </header>
  );
}
