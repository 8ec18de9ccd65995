import { plural } from '../format.ts';

/** The editor of a note, and the preview of its cards. */
export const note = {
  before: 'This is your unsaved text from earlier.',
  markdown: 'Markdown',
  hint: (path: string, line: number) => `The heading is the prompt. ${path}, line ${line}`,
  preview: 'Preview',
  meaning: 'Does it still ask the same thing?',
  same: 'Same meaning',
  sameHint: 'Better wording: its memory stays.',
  fresh: 'New meaning',
  freshHint: (n: number) =>
    `It asks something else now: its ${plural(n, { one: 'card starts', other: 'cards start' })} over.`,
  save: 'Save',
  saveThis: 'Save this text',
  changed: 'The note has changed',
  changedHow:
    'Nothing was overwritten. The other text is below; yours is in the field. Combine what you want to keep, then save. Swap them if the other one is the better start.',
  swap: 'Swap the two texts',
  previewWaits: 'The preview comes back once the server answers again.',
  problem: (line: number, message: string) => `Line ${line}: ${message}`,
  draft: 'No answer yet: this note is a draft and makes no cards.',
};
