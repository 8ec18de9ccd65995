import type { PlaceName } from '../places.ts';

/** Strokes on a square of 24. */
const STROKES: Record<PlaceName | 'more', string> = {
  today: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4M9 15l2 2 4-4',
  plan: 'M6 20V5M6 5.5h11l-2.5 3.5 2.5 3.5H6',
  topics: 'M12 4 3.5 8.5 12 13l8.5-4.5zM3.5 12.5 12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5',
  gap: 'M12 5v14M5 12h14',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
};

/** A place as a sign, above its name in the bar of a narrow screen. */
export function PlaceIcon({ name }: { readonly name: PlaceName | 'more' }) {
  return (
    <svg class="place-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={STROKES[name]} />
    </svg>
  );
}
