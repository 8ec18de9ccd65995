// The live region through which a page speaks to screen readers.

import { signal } from '@preact/signals';

const announced = signal({ text: '', time: 0 });

/** Has a screen reader say something without moving the focus, even if it is the same as the last time. */
export function announce(text: string): void {
  announced.value = { text, time: announced.peek().time + 1 };
}

export function LiveRegion() {
  const { text, time } = announced.value;
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {/* Only new content is read out, so the same words again need a new element. */}
      <span key={time}>{text}</span>
    </div>
  );
}
