import { common } from './common.ts';
import { first } from './first.ts';
import { frame } from './frame.ts';
import { gap } from './gap.ts';
import { keys } from './keys.ts';
import { note } from './note.ts';
import { review } from './review.ts';
import { today } from './today.ts';

/** The words of a review and of the frame around every page, which the first card waits for. */
export const core = { common, first, frame, gap, keys, note, review, today };

export type Core = typeof core;
