export { foresee } from './foresee.ts';
export { queueFrom } from './queue.ts';
