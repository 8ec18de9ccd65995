import type { ProblemSlug, StoreTrouble } from '../../../server/http/schemas.ts';
import { dateWords } from '../format.ts';

/** What happened, and what to do. */
export interface ProblemWords {
  readonly title: string;
  readonly detail: string | ((members: Members) => string);
}

/** The further members of a problem document. It comes from outside, so nothing is known about them. */
export interface Members {
  readonly [name: string]: unknown;
}

const gone = 'It may have been renamed or removed. Reload the page to see what is there now.';
const ours = 'Reload the page. If that does not help, it is a bug in Tenax: please report it.';

const PROBLEMS: Record<ProblemSlug, ProblemWords> = {
  'backups-unwritable': {
    title: 'The backup can’t be written',
    detail:
      'Check the folder of the backups and its permissions. Your reviews are safe, and saved as before.',
  },
  'bad-request': { title: 'The request can’t be understood', detail: ours },
  'body-too-large': {
    title: 'That is too long',
    detail:
      'A card may have 64 KiB, a gap’s text 500 characters. Shorten it or split it up; what you typed is kept.',
  },
  'card-changed': {
    title: 'The card has been answered elsewhere',
    detail: 'Its answer there counts. Grade it again if it is still due.',
  },
  'decks-missing': {
    title: 'A file or the decks folder is missing',
    detail: ({ path }) => `Bring ${path ?? 'the decks folder'} back, then try again. Your history is kept.`,
  },
  'decks-read-only': {
    title: 'The file can’t be written',
    detail: ({ path }) => `Give Tenax permission to write ${path}, or make the change in the file yourself.`,
  },
  'disk-full': {
    title: 'The disk is full',
    detail: 'Free some space, then try again. What was saved before is safe.',
  },
  'disk-failed': {
    title: 'The disk reports an error',
    detail: 'Check the disk, then try again.',
  },
  'file-busy': {
    title: 'The file can’t be used now',
    detail: 'Another program holds it. Try again in a moment.',
  },
  'file-changed': {
    title: 'The file has changed',
    detail: 'Nothing was overwritten. Load it again and make your change in what is there now.',
  },
  'file-denied': {
    title: 'Tenax may not read the file',
    detail: ({ path }) => `Give Tenax permission to read ${path}, then try again.`,
  },
  'file-unreadable': {
    title: 'The file can’t be read',
    detail: ({ path }) => `Correct ${path}, then try again.`,
  },
  'foreign-origin': {
    title: 'Other web pages may not use Tenax',
    detail: 'Open Tenax in a tab of its own.',
  },
  'id-reused': { title: 'This was sent before with different content', detail: ours },
  'id-taken': {
    title: 'The id is taken',
    detail: ({ path }) => `A note in ${path} uses it. Choose another id, or leave it out.`,
  },
  'if-match-missing': { title: 'The request is incomplete', detail: ours },
  'internal-error': {
    title: 'Something went wrong inside Tenax',
    detail: 'The server’s log has the details. You can safely try again.',
  },
  'invalid-request': { title: 'Invalid request', detail: ours },
  'malformed-json': { title: 'The request can’t be read', detail: ours },
  'malformed-path': {
    title: 'The address can’t be read',
    detail: 'It may be mistyped, or too long.',
  },
  'method-not-allowed': { title: 'This can’t be done here', detail: ours },
  optimizing: {
    title: 'Training is already running',
    detail: 'Wait until it is done, or cancel it in Settings.',
  },
  'proposal-decided': {
    title: 'This proposal has already been decided',
    detail: ({ decision, text, at }) =>
      decision === 'accepted'
        ? `It was accepted as “${text}” on ${dateWords(String(at))}. Edit the gap in plan.md, or add another one.`
        : `It was dismissed on ${dateWords(String(at))}. You can still add it as a gap yourself.`,
  },
  'several-weights': {
    title: 'Your plans have different weights',
    detail: 'Choose one of the plans: weights are compared with one set in use.',
  },
  'store-unavailable': {
    title: 'The database can’t be used',
    detail: ({ failure }) => STORE[failure as StoreTrouble] ?? ours,
  },
  'text-refused': {
    title: 'The text can’t be saved as it is',
    detail: 'Change it, then save again.',
  },
  'unknown-act': { title: 'Act not found', detail: gone },
  'unknown-card': { title: 'Card not found', detail: gone },
  'unknown-host': {
    title: 'This is not Tenax’s address',
    detail: 'Use the address that Tenax shows when it starts.',
  },
  'unknown-media': {
    title: 'File not found',
    detail: 'Put an image, sound, video or PDF beside its deck, and link to it from there.',
  },
  'unknown-milestone': { title: 'Milestone not found', detail: gone },
  'unknown-name': { title: 'Nothing has that name', detail: gone },
  'unknown-plan': { title: 'Plan not found', detail: gone },
  'unknown-proposal': {
    title: 'Proposal not found',
    detail: 'It may no longer apply. Reload the page to see the current ones.',
  },
  'unknown-route': { title: 'There is nothing here', detail: ours },
  'unknown-topic': { title: 'Topic not found', detail: gone },
  'unknown-weights': {
    title: 'These weights were never in use for this plan',
    detail: 'Choose one of the listed sets.',
  },
  'unsupported-media-type': { title: 'The request can’t be read', detail: ours },
  'web-not-built': {
    title: 'Tenax’s pages are not built',
    detail: 'Run “npm run build” in its folder, then reload this page.',
  },
};

const STORE: Record<StoreTrouble, string> = {
  busy: 'Another program is using it. Close that program, then try again.',
  closed: 'Tenax is stopping. Start it again, then try again.',
  io: 'It could not be read or written. Check the disk and the permissions of the data folder, then try again.',
  corrupt: 'It is damaged. Stop Tenax and restore a backup: tenax restore.',
  newer: 'A newer version of Tenax wrote it. Update Tenax, or restore a backup from before.',
  migration: 'It could not be upgraded to this version, and was left as it is. The server’s log says why.',
  thread: 'It could not be read completely. Free some memory, then try again.',
};

export const problems = PROBLEMS;
