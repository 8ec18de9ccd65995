// The live region through which a page speaks to screen readers.

import { signal } from '@preact/signals';

const announced = signal({ text: '', time: 0 });

/** Has a screen reader say something without moving the focus; also what it said just before. */
export function announce(text: string): void {
  announced.value = { text, time: announced.peek().time + 1 };
}

export function LiveRegion() {
  const { text, time } = announced.value;
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {/* Only what is new is read out: the same words again are new too. */}
      <span key={time}>{text}</span>
    </div>
  );
}
