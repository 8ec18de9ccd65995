import type { FileFault } from '../../../server/http/schemas.ts';
import { numberWords } from '../format.ts';

/** A sentence for each kind. */
export type Sentences<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: (sent: Extract<T, { readonly kind: K }>) => string;
};

const mark = (number: number) => `{{c${number}::`;

/** What is wrong with a file, or with a text to be written into one, and what to do. */
export const faults: Sentences<FileFault> = {
  'not-utf-8': () => 'The file is not UTF-8 text. Save it as UTF-8.',
  'takes-too-long': () =>
    'The text takes too long to read. Break up very long lines, flatten lists and quotes, or split it.',
  'lexer-failed': () => 'The Markdown can’t be read. Flatten very deep lists or quotes.',
  'no-title': () => 'The file has no level-1 heading. Begin it with # and the name of the topic.',
  'empty-title': () => 'The level-1 heading is empty. Write the name of the topic after #.',
  'several-titles': ({ first }) =>
    `The file has a second level-1 heading (the first is in line ${numberWords(first)}). Keep one; put code with # comments between lines of \`\`\`.`,
  'setext-heading': () =>
    'This text is underlined with === or --- and reads as a heading. Use # signs for a heading, or put an empty line before the rule.',
  'deck-too-large': ({ mebibytes }) =>
    `The file is over ${numberWords(mebibytes)} MiB. Split it into several decks.`,
  'unclosed-fence': () =>
    'The code block that starts here is never closed. Close it with a line of the same backticks or tildes, indented like its first line.',
  'unclosed-comment': () => 'The comment that starts here is never closed. End it with -->.',
  'unclosed-html': ({ end }) =>
    `The HTML that starts here is never closed and hides what follows. End it with ${end}, or put it into a code block.`,
  'empty-prompt': () => 'The heading has no text. Write the prompt after ###.',
  'card-too-large': ({ kibibytes }) =>
    `The note is over ${numberWords(kibibytes)} KiB. Split it into several notes.`,
  'card-too-long': ({ lines }) =>
    `The note has over ${numberWords(lines)} lines outside a code block. Split it into several notes.`,
  'unclosed-cloze': ({ number }) =>
    `The cloze mark ${mark(number)} is never closed. End it with }}, balance the braces inside it, or write \\{{ where it is plain text.`,
  'cloze-crosses-fence': ({ number }) =>
    `The cloze mark ${mark(number)} crosses the edge of a code block. Close it with }} on the side where it begins.`,
  'empty-cloze': ({ number }) =>
    `The cloze mark ${mark(number)} hides nothing. Write the text to hide after the colons.`,
  'cloze-too-deep': ({ number, most }) =>
    `The cloze mark ${mark(number)} has more than ${numberWords(most)} marks nested in it. Close some of them earlier with }}.`,
  'too-many-cards': ({ numbers, most }) =>
    `The note has ${numberWords(numbers)} cloze numbers; ${numberWords(most)} are allowed. Split it into several notes.`,
  'unknown-key': ({ key, known }) => `The comment has the unknown key “${key}”. Known keys are ${known}.`,
  'repeated-key': ({ key }) => `The comment has “${key}” twice. Keep one.`,
  'malformed-flag': ({ key }) => `“${key}” takes no value. Write just ${key}.`,
  'malformed-id': ({ id, most }) =>
    `“${id}” is not an id. Use a–z, 0–9 and -, beginning with a letter or digit, at most ${numberWords(most)} characters.`,
  'malformed-allow': ({ text }) =>
    `“${text}” is not an exception. Write the rule and the reason: allow: RULE (reason).`,
  'malformed-comment': ({ id, tags }) =>
    `The id “${id}” or the tags “${tags}” can’t be used in a comment. Use a–z, 0–9 and - in ids, and no commas, semicolons, colons, brackets or line ends in tags.`,
  'extra-heading': () =>
    'A heading of level 1–3 would end the note. Use #### for a heading in the answer, or put code with # comments between lines of ```.',
  'no-note': () => 'A note begins with its prompt as a level-3 heading: ### and the text, on one line.',
  'no-heading': ({ text }) =>
    `“${text}” can’t be a heading. Write one line of text; details belong in the answer.`,
  'alters-others': () =>
    'The change would alter other notes of the deck. Put an empty line before every heading and close every HTML block, then try again.',
  'not-as-written': () => 'The note would be read differently from how it is written. Simplify its prompt.',
  'id-changed': ({ id }) => `Ids never change: keep <!-- id: ${id} --> under the heading.`,
  'note-moved': ({ id }) => `The note “${id}” was changed while it was moved. Move it again.`,
  'note-gone': ({ id }) => `The deck has no note “${id}”. It may have been moved or removed.`,
  'note-twice': ({ id, lines }) =>
    `The deck has several notes “${id}”, in lines ${lines}. Give them different ids first.`,
  'two-texts': ({ id }) =>
    `Both decks hold a note “${id}”, with different texts. Keep one of them and delete the other in its file, then try again.`,
  'ids-twice': ({ ids }) => `Two of the new notes have the same id: ${ids}.`,
  'id-owned': ({ id, prompt }) => `The id “${id}” belongs to “${prompt}”. Choose another id.`,
  'relative-link': ({ id, link }) =>
    `The note “${id}” links to “${link}”, which is in its plan’s folder. Move it by hand, with what it links to, or remove the link first.`,
  'other-link': ({ id, link }) =>
    `The note “${id}” uses the link “[${link}]”, which means something else in the other deck. Give the link another name first.`,
  'no-permission': () => 'Tenax may not read the file. Give it permission to do so.',
  'no-prompt': () => 'A note needs a prompt.',
  'id-used-again': ({ id, other }) =>
    `The id “${id}” is used again at ${other}. This note keeps it; give the other one an id of its own.`,
  'id-elsewhere': ({ id, other }) =>
    `The id “${id}” belongs to the note at ${other}. Give this note an id of its own: until then it has no cards.`,
  'item-covered': ({ item, topic }) =>
    `“${item}” is a covered item of ${topic}. Say in the gap’s text what exactly is missing, or add a note to the item itself.`,
  'plan-too-large': ({ bytes, most }) =>
    `The plan has ${numberWords(bytes)} bytes; ${numberWords(most)} are allowed. Split it into several plans, or move logs and notes into other files.`,
  'plan-not-utf-8': () => 'The plan is not UTF-8 text. Save the file as UTF-8 in your editor.',
  'plan-empty': () =>
    'The plan is empty. Write at least one topic, such as a heading with a list “Topics covered:” below it.',
  'plan-binary': () =>
    'The plan is a binary file, not Markdown. Put a Markdown file, saved as UTF-8, in its place.',
  'plan-open-fence': () => 'This code fence is never closed. Add a closing fence.',
  'second-block': ({ marker }) =>
    `The plan has a second block ${marker}. Delete one of the two blocks with its markers.`,
  'lone-marker': ({ marker, partner }) =>
    `The marker ${marker} has no partner ${partner}. Restore the missing marker, or delete both: the block will be written again at the end of the plan.`,
  'gap-empty': () => 'The gap has no text. Write it as one line of plain text.',
  'gap-too-long': ({ length, most }) =>
    `The text of the gap has ${numberWords(length)} characters; ${numberWords(most)} are allowed. Shorten it.`,
  'gap-not-one-line': () =>
    'The text of the gap has more than one line, or control characters. Write it as one line of plain text.',
  'gap-structure': () =>
    'The text of the gap starts like a heading, list, quote, table, fence or tag of Markdown. Write it as one line of plain text.',
  'no-place-for-gap': ({ topic }) =>
    `The gap can’t be written under “${topic}” so that it reads back as a gap of that topic. Add a line “Gaps:” with a bullet below the topic’s heading, and close any open code fence or comment.`,
};
