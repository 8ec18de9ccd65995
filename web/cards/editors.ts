// The note editor and the move dialog, loaded when first opened.

import { onDemand } from '../ui/on-demand.tsx';

export const NoteEditor = onDemand(async () => (await import('./note-editor.tsx')).NoteEditor);
export const MoveDialog = onDemand(async () => (await import('./move-dialog.tsx')).MoveDialog);
