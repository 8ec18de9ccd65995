/** Strokes on a 24 × 24 grid. */
const STROKES = {
  today: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4M9 15l2 2 4-4',
  plan: 'M6 20V5M6 5.5h11l-2.5 3.5 2.5 3.5H6',
  topics: 'M12 4 3.5 8.5 12 13l8.5-4.5zM3.5 12.5 12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5',
  cards: 'M8 8h11.5v11.5h-11.5zM4.5 16v-11.5h11.5',
  gaps: 'M4.5 13.5 7 5.5h10l2.5 8v5.5h-15zM4.5 13.5h4.5l1.2 2.5h3.6l1.2-2.5h4.5',
  statistics: 'M4.5 19.5h15M7.5 16v-5M12 16v-10M16.5 16v-7',
  settings: 'M4 8h8M16 8h4M4 16h3M11 16h9M14 6v4M9 14v4',
  gap: 'M12 5v14M5 12h14',
  more: 'M4.7 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M17.3 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
} as const;

/** The icon of a place, above its name in the bar of a narrow screen. */
export function PlaceIcon({ name }: { readonly name: keyof typeof STROKES }) {
  return (
    <svg class="place-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={STROKES[name]} />
    </svg>
  );
}
