// The code that a review needs only while the server is away, in one chunk.

export { foresee } from './foresee.ts';
export { queueFrom } from './queue.ts';
