/** Loads the scheduling code, which a review needs only while the server is away. Called after the first card. */
export const loadAway = () => import('./away.ts');
