import type { Core } from '../en/core.ts';
import { common } from './common.ts';
import { first } from './first.ts';
import { frame } from './frame.ts';
import { gap } from './gap.ts';
import { keys } from './keys.ts';
import { note } from './note.ts';
import { review } from './review.ts';
import { today } from './today.ts';

export const core: Core = { common, first, frame, gap, keys, note, review, today };
