// The note editor and the move dialog, whose code is fetched when somebody opens them.

import { onDemand } from '../ui/on-demand.tsx';

/** What changes notes: it comes when somebody wants to. */
export const NoteEditor = onDemand(async () => (await import('./note-editor.tsx')).NoteEditor);
export const MoveDialog = onDemand(async () => (await import('./move-dialog.tsx')).MoveDialog);
