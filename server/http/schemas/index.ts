export * from './cards.ts';
export * from './common.ts';
export * from './gaps.ts';
export * from './notes.ts';
export * from './plans.ts';
export * from './queue.ts';
export * from './reviews.ts';
export * from './topics.ts';
