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
  'merge-conflict': () =>
    'A merge left its marks in the file. Keep the text that is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>. A card that shows such lines has a space before each.',
  'no-title': () => 'The file has no level-1 heading. Begin it with #, a space and the name of the topic.',
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
  'misplaced-id': () =>
    'An id counts only in the comment that is the first block under a ### heading, and that begins with a known key. Move this one there or remove it: until then no other id is written for its note.',
  'misplaced-lang': () =>
    'The language of a deck counts only in a comment that is the first block under the level-1 heading. Move this one there.',
  'invalid-lang': ({ lang }) =>
    `“${lang}” is no language. Write its code alone, as in <!-- lang: es --> or <!-- lang: pt-BR -->.`,
  'swallowed-heading': ({ from }) =>
    `This heading belongs to the HTML that starts in line ${numberWords(from)}, so it is no heading, and what follows is lost. Put an empty line above it, or put what is code between lines of \`\`\`.`,
  'heading-as-text': ({ signs }) =>
    `This line reads as text, not as a heading. Begin it with ${signs} and an ordinary space, without indentation; if it is text, put a backslash before it.`,
  'odd-space-in-heading': () =>
    'No ordinary space follows the # signs: other Markdown programs show the line as text. Type the space again.',
  'nested-heading': () =>
    'This heading belongs to a list or a quote, so it starts no note. Put it at the start of a line, after an empty line; in an answer, use bold text or ####.',
  'broken-cloze': ({ typed }) =>
    `“${typed}” is almost a cloze mark, and is shown as typed. Write {{c1:: with a number from 1 to 999 and nothing between the signs, and keep formatters away from decks; if it is text, put a backslash before it.`,
  'cloze-in-heading': () =>
    'Cloze marks work in the body of a note only: in a heading they are shown as typed. Move the sentence below the heading, or write \\{{ if it is text.',
  'cloze-outside-note': () =>
    'This cloze mark is outside a note, so it makes no card. Put a ### heading above it, or write \\{{ if it is text.',
  'cloze-in-comment': ({ number }) =>
    `The cloze mark ${mark(number)} is inside a comment, where it hides nothing and still makes a card. Move it out, or remove it.`,
  'cloze-in-tag': ({ number }) =>
    `The cloze mark ${mark(number)} is inside an HTML tag, where it hides nothing. Hide text that is shown, or write \\{{ if it is text.`,
  'cloze-in-link': ({ number }) =>
    `The cloze mark ${mark(number)} is in the address or title of a link or picture, where it hides nothing. Hide text that is shown, or write \\{{ if it is text.`,
  'cloze-in-fence-line': ({ number }) =>
    `The cloze mark ${mark(number)} is in the first line of a code block, which is not shown. Move it into the code.`,
  'cloze-with-pipe': ({ number }) =>
    `The cloze mark ${mark(number)} is in a table and has a |, which ends the cell. Write \\| instead.`,
  'no-notes': () =>
    'The deck has text but no note, so nothing of it is asked. Put a ### heading with the question above each answer.',
  'question-outside-note': () =>
    'This heading starts no note, so what follows is not asked. A note has a heading of level 3: ###.',
  'obsidian-comment': () =>
    'Only Obsidian hides the text between %% and %%: here it is shown, and a heading in it starts a note, which gets no id. Write <!-- … --> instead, or \\%% if it is text.',
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
  'read-only-file': () =>
    'The file is read-only, so Tenax leaves it as it is. Give Tenax permission to write it, or make the change in the file yourself.',
  'read-only-folder': () =>
    'Tenax may not write there. Give it permission to write in the folder, or make the change in the file yourself.',
  'a-folder': () => 'This is a folder, not a file. Rename it, or put a file in its place.',
  'special-file': () =>
    'This is a pipe, a socket or a device, not a file. Rename it, or put a file in its place.',
  'link-loop': () =>
    'This is a link that leads back to itself. Correct the link, or put a file in its place.',
  'link-outside': ({ target }) =>
    `This leads to ${target}, outside the decks folder, where Tenax writes nothing. Move the file into the decks folder, or make the change in the file yourself.`,
  'dangling-link': ({ target }) =>
    `This is a link to ${target}, which does not exist. Bring that file back, or remove the link.`,
  'name-too-long': () => 'The name is too long for the disk. Choose a shorter one.',
  'name-not-utf-8': () => 'The name is not UTF-8 text. Rename it.',
  'folder-gone': () => 'The folder is gone. Bring it back, then try again.',
  'folder-not-listed': ({ code }) =>
    `The folder can’t be listed (${code}), so its cards stay as they were. Check the folder, its permissions and the disk.`,
  'too-many-open': () =>
    'Too many files are open. Close some programs or raise the limit of open files (ulimit -n), then try again.',
  'file-busy': () =>
    'Another program or a mount holds the file. Close the program, or mount the whole folder instead of the file, then try again.',
  'disk-full': () => 'The disk is full. Free some space, then try again.',
  'disk-error': ({ code }) => `The disk reports an error (${code}). Check the disk, then try again.`,
  'no-prompt': () => 'A note needs a prompt.',
  'not-a-deck': ({ title }) =>
    `The file is not read as a deck: ${title === '' ? 'it has no level-1 heading' : `the plan has no topic “${title}”`}, and none of its notes has an id. If it is a deck, make its level-1 heading the name of a topic; else move it out of the folder.`,
  'plan-copy': () =>
    'The file is a copy of plan.md, so it is not a deck and nothing is read from it. Take over into plan.md what only this file has, then move it out of the folder.',
  'no-topics': ({ unread }) =>
    `No topic was found in the plan${unread === 0 ? '' : `, and ${unread === 1 ? 'one line was' : `${numberWords(unread)} lines were`} not understood`}. Write a heading for each topic, with a list “Topics covered:” or “Gaps:” below it.`,
  'deck-copy': ({ of }) =>
    `The file is a copy of ${of}, so nothing is asked from it and nothing is written into it. Move what only this file has into ${of}, then delete this one.`,
  'deck-copy-alone': ({ of }) =>
    `The file is a copy of ${of}, which is gone. Its cards are asked, but nothing is written into a copy. Rename it to ${of} to make it the deck.`,
  'only-in-copy': ({ of }) => `Only this copy has the note, so it is not asked. Move it into ${of}.`,
  'id-lost': ({ ids }) =>
    `The note has no id, and its deck just lost these: ${ids}. Write its id back under the heading, <!-- id: … -->; if the note is new, write an id of your own.`,
  'topic-renamed': ({ topic, before, id }) =>
    `The topic “${topic}” had its deck in ${before}, which is gone, and this file has less than half of its notes. So its settings and figures stay with the id ${id}. Rename this file to ${before}, or bring ${before} back.`,
  'plan-renamed': ({ before }) =>
    `The folder ${before} is gone, and this plan has less than half of its notes. So its settings and figures stay with the name ${before}. Rename the folder back, or bring ${before} back.`,
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
  'plan-conflict': ({ line }) =>
    `A merge left its marks in the plan, from line ${numberWords(line)}. Keep the text that is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.`,
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
