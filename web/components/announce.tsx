import { signal } from '@preact/signals';

const announced = signal('');

/** Has a screen reader say something without moving the focus. */
export function announce(text: string): void {
  announced.value = text;
}

export function LiveRegion() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {announced.value}
    </div>
  );
}
