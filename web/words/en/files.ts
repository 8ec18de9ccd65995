import { counted, numberWords, plural } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

/** The texts around faults in files. */
export const files = {
  unread: (files: number) =>
    `${counted(files, { one: 'file needs', other: 'files need' })} your attention: not all of ${plural(files, { one: 'it', other: 'them' })} counts`,
  folder: 'The decks folder can’t be read',
  folderHow: (path: string) =>
    `The decks folder ${path} is missing, or Tenax may not read it. Bring it back, check its permissions, or choose another one with --decks. The cards stay as they were.`,
  after: 'Nothing is lost. Correct the file and save it, and Tenax reads it again by itself.',
  line: (line: number) => `line ${numberWords(line)}`,
  more: (command: Insert) => rich`There are more: ${command} lists them all.`,
};
