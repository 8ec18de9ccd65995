// Entry point: a card's Markdown to safe HTML.
import { createHash } from 'node:crypto';
import { MAX_NOTE_BYTES } from '../deck/limits.ts';
import type { CardSides } from '../deck/types.ts';
import { createCache } from '../store/cache.ts';
import { renderWithBlanks } from './blanks.ts';
import { isCostly } from './cost.ts';
import { type Definitions, type Dress, readDefinitions, toHtml } from './markdown.ts';
import { sanitize } from './sanitize.ts';
import { escapeHtml } from './tags.ts';

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

export interface Renderer {
  /**
   * Safe HTML of a Markdown text, whoever wrote it. A text over 64 KiB gives a notice instead, and one that would
   * keep the parser busy for long is shown as typed.
   */
  renderMarkdown(markdown: string, context: RenderContext): string;
  /** Safe HTML of a card's sides, each as by `renderMarkdown`. */
  renderSides(sides: CardSides, context: RenderContext): RenderedSides;
  /** The text that a reader sees, on one line: for lists and searching. */
  plainText(markdown: string): string;
}

export interface RendererOptions {
  /** Rendered texts to keep. */
  readonly cacheEntries?: number;
  /** Characters of HTML to keep. */
  readonly cacheCharacters?: number;
}

/** A renderer with its own cache. */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const { cacheEntries = 2000, cacheCharacters = 8 * 1024 * 1024 } = options;
  const rendered = createCache<string>(
    { entries: cacheEntries, characters: cacheCharacters },
    (html, key) => html.length + key.length,
  );
  const definitions = createCache<Definitions>(
    { entries: 64, characters: cacheCharacters },
    (_value, links) => 2 * links.length,
  );

  const dressed = (dress: Dress, markdown: string, { path, links }: RenderContext): string =>
    rendered.get(keyOf(dress, markdown, path, links), () => {
      if (Buffer.byteLength(markdown) > MAX_NOTE_BYTES) return tooLong(path);
      const defined = definitions.get(links, () => definitionsOf(links));
      return renderWithBlanks(markdown, (text) => safeHtml(text, defined, path, dress));
    });
  const renderMarkdown: Renderer['renderMarkdown'] = (markdown, context) =>
    dressed('full', markdown, context);

  return {
    renderMarkdown,
    renderSides: ({ prompt, answer, points }, context) => ({
      promptHtml: renderMarkdown(prompt, context),
      answerHtml: renderMarkdown(answer, context),
      ...(points && { points: points.map((point) => renderMarkdown(point, context)) }),
    }),
    plainText: (markdown) => textOf(dressed('plain', markdown, { path: '', links: '' })),
  };
}

function safeHtml(markdown: string, definitions: Definitions, path: string, dress: Dress): string {
  try {
    if (isCostly(markdown)) return asTyped(markdown);
    return sanitize(toHtml(markdown, definitions, dress), path);
  } catch {
    // marked and the parser of sanitize-html recurse into nested content: the stack may overflow.
    return asTyped(markdown);
  }
}

/** Definitions that would take long to read are left out: their links show as typed. */
function definitionsOf(links: string): Definitions {
  try {
    return isCostly(links) ? {} : readDefinitions(links);
  } catch {
    return {};
  }
}

function asTyped(markdown: string): string {
  return `<pre>${escapeHtml(markdown)}</pre>`;
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
