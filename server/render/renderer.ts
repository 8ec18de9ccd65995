// Entry point: a card's Markdown to safe HTML.
import { createHash } from 'node:crypto';
import type { NoteWithCards } from '../deck/cards.ts';
import { MAX_NOTE_BYTES } from '../deck/limits.ts';
import type { CardSides } from '../deck/types.ts';
import type { CardId } from '../schedule/ids.ts';
import { createCache } from '../store/cache.ts';
import { keepThread, TookTooLong } from '../store/kept-thread.ts';
import type { Dress } from './markdown.ts';
import type { NotePreview } from './preview.ts';
import { escapeHtml } from './tags.ts';
import { asTyped, createWork } from './work.ts';

/** Where a text was written. */
export interface RenderContext {
  /** The deck file below `decks/`, such as `eks/pod-networking.md`: relative links start there. */
  readonly path: string;
  /** The file's link definitions as Markdown; '' without any. */
  readonly links: string;
}

export interface RenderedSides {
  readonly promptHtml: string;
  readonly answerHtml: string;
  /** Of `explain` cards only. */
  readonly points?: readonly string[];
}

/** Nothing here keeps the calling thread busy for long, whatever a text holds. */
export interface Renderer {
  /**
   * Safe HTML of a Markdown text, whoever wrote it. A text over 64 KiB gives a notice instead, and one that takes the
   * parsers too long is shown as typed.
   */
  renderMarkdown(markdown: string, context: RenderContext): Promise<string>;
  /** Safe HTML of a card's sides, each as by `renderMarkdown`. */
  renderSides(sides: CardSides, context: RenderContext): Promise<RenderedSides>;
  /** The same of one card of a note, also of one that the note no longer has. */
  renderCard(note: NoteWithCards, cardId: CardId, context: RenderContext): Promise<RenderedSides>;
  /** The cards that a note's Markdown would make; null if that takes too long to find out. */
  preview(markdown: string, path: string): Promise<NotePreview | null>;
  /** The text that a reader sees, on one line: for lists and searching. */
  plainText(markdown: string): Promise<string>;
  /** Ends the thread that renders long texts. */
  close(): Promise<void>;
}

export interface RendererOptions {
  /** Rendered texts to keep. */
  readonly cacheEntries?: number;
  /** Characters of HTML to keep. */
  readonly cacheCharacters?: number;
  /** Milliseconds that one text may take. An honest one of 64 KiB takes 100. */
  readonly deadlineMs?: number;
}

/** A renderer with its own cache. */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const { cacheEntries = 2000, cacheCharacters = 8 * 1024 * 1024, deadlineMs = 1000 } = options;
  const rendered = createCache<string>(
    { entries: cacheEntries, characters: cacheCharacters },
    (html, key) => html.length + key.length,
  );
  const thread = keepThread({
    works: createWork(),
    file: ['render', 'thread.js'],
    deadlineMs,
    isLong: (name, [dress, markdown]) => name === 'html' && dress === 'full' && isDressed(String(markdown)),
  });

  const dressed = async (dress: Dress, markdown: string, { path, links }: RenderContext): Promise<string> => {
    // Most cards refer to no definition, and those of a file may be long.
    const needed = markdown.includes('[') ? links : '';
    const key = keyOf(dress, markdown, path, needed);
    const known = rendered.find(key);
    if (known !== undefined) return known;
    const html = await htmlOf(dress, markdown, path, needed);
    return rendered.get(key, () => html);
  };

  const htmlOf = async (dress: Dress, markdown: string, path: string, links: string): Promise<string> => {
    if (Buffer.byteLength(markdown) > MAX_NOTE_BYTES) return tooLong(path);
    const html = await ifInTime(thread.run('html', dress, markdown, path, links));
    return html ?? asTyped(markdown);
  };

  const renderSides: Renderer['renderSides'] = async ({ prompt, answer, points }, context) => {
    const render = (markdown: string) => dressed('full', markdown, context);
    return {
      promptHtml: await render(prompt),
      answerHtml: await render(answer),
      ...(points && { points: await Promise.all(points.map(render)) }),
    };
  };

  const sidesOfNotes = new WeakMap<object, Map<CardId, CardSides>>();
  const sidesOf = async (note: NoteWithCards, cardId: CardId): Promise<CardSides> => {
    const known = sidesOfNotes.get(note) ?? new Map<CardId, CardSides>();
    sidesOfNotes.set(note, known);
    const { id, prompt, body, cards } = note;
    const needed = { id, prompt, body, cards: cards.map((card) => ({ id: card.id })) };
    const sides = known.get(cardId) ??
      (await ifInTime(thread.run('sides', needed, cardId))) ?? {
        // What looks alike shows as it is.
        prompt,
        answer: body,
      };
    known.set(cardId, sides);
    return sides;
  };

  return {
    renderMarkdown: (markdown, context) => dressed('full', markdown, context),
    renderSides,
    renderCard: async (note, cardId, context) => renderSides(await sidesOf(note, cardId), context),
    preview: (markdown, path) => ifInTime(thread.run('preview', markdown, path)),
    plainText: async (markdown) => textOf(await dressed('plain', markdown, { path: '', links: '' })),
    close: () => thread.close(),
  };
}

/** Whether a text may have code to colour or a formula to set: only the thread ever loads what does that. */
function isDressed(markdown: string): boolean {
  return markdown.includes('```') || markdown.includes('~~~') || markdown.includes('$`');
}

async function ifInTime<T>(task: Promise<T>): Promise<T | null> {
  return task.catch((error: unknown) => {
    if (error instanceof TookTooLong) return null;
    throw error;
  });
}

function tooLong(path: string): string {
  const limit = MAX_NOTE_BYTES / 1024;
  return `<p>This card is longer than ${limit} KiB and is not shown. Shorten it in ${escapeHtml(path)}, or split it into several.</p>`;
}

function textOf(html: string): string {
  const text = html
    .replace(/<img [^>]*?alt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<\/?(?:p|li|h[1-6]|td|th|pre|br|hr|div)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
