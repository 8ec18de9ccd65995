// The card on the screen: its prompt, and its answer once it is shown.

import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { QueueCard } from '../../server/http/schemas.ts';
import { announce } from '../ui/announce.tsx';
import { Html } from '../ui/html.tsx';
import { safeNodes } from '../ui/safe-html.ts';
import { Points } from './points.tsx';

/** How far down the screen above the buttons an answer may start, as a share, before the page scrolls. */
const STILL_IN_SIGHT = 0.7;

interface Props {
  readonly card: QueueCard;
  readonly revealed: boolean;
  readonly ticked: readonly boolean[];
  readonly onTick: (point: number) => void;
}

/** A card: the prompt and, once revealed, the answer below it. The prompt keeps its place. */
export function CardFace({ card, revealed, ticked, onTick }: Props) {
  const prompt = useRef<HTMLDivElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  // Before anything is painted: a key pressed as soon as the card is visible goes on from its prompt.
  useLayoutEffect(() => {
    scrollTo(0, 0);
    prompt.current?.focus({ preventScroll: true });
  }, []);
  const filled = useMemo(
    () => (card.kind === 'cloze' ? filledIn(card.promptHtml, card.answerHtml) : null),
    [card],
  );
  useLayoutEffect(() => {
    if (!revealed) return;
    if (filled) announce(filled.hidden);
    const firstPoint = answer.current?.querySelector('input');
    // The button that showed the answer is gone, and the focus with it.
    const lost = document.activeElement === document.body ? prompt.current : null;
    (firstPoint ?? answer.current ?? lost)?.focus({ preventScroll: true });
    // Scroll only if the answer starts below the buttons.
    const top = answer.current?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight * STILL_IN_SIGHT) answer.current?.scrollIntoView({ block: 'center' });
  }, [revealed, filled]);
  return (
    <article class="card" lang={card.lang ?? undefined} data-card={card.cardId}>
      <div class="card-prompt" ref={prompt} tabIndex={-1}>
        <Html html={revealed && filled ? filled.html : card.promptHtml} />
      </div>
      {revealed && !filled && (
        <div class="card-answer" ref={answer} tabIndex={-1}>
          {card.points && <Points points={card.points} ticked={ticked} onTick={onTick} />}
          {card.answerHtml && <Html html={card.answerHtml} />}
        </div>
      )}
    </article>
  );
}

interface Filled {
  readonly html: string;
  /** What the blanks hid. */
  readonly hidden: string;
}

/** The prompt of a cloze card with its blanks filled in place; null if blanks and answers don't pair up. */
function filledIn(promptHtml: string, answerHtml: string): Filled | null {
  const frame = document.createElement('div');
  frame.append(safeNodes(promptHtml));
  const blanks = frame.querySelectorAll('span.cloze');
  const shown = safeNodes(answerHtml).querySelectorAll('mark.cloze');
  if (blanks.length === 0 || blanks.length !== shown.length) return null;
  blanks.forEach((blank, i) => {
    const mark = shown[i];
    if (mark) blank.replaceWith(mark);
  });
  return { html: frame.innerHTML, hidden: [...shown].map((mark) => mark.textContent).join(', ') };
}
