// The parts of a review that are not needed for its first card, in one chunk.

export { Beside } from './beside.tsx';
export { Rest } from './rest.tsx';
