/**
 * Fetches what a review needs only where the server doesn't answer: scheduling itself. It is fetched after the first
 * card.
 */
export const loadAway = () => import('./away.ts');
