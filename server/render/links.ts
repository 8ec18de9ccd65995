// Where links and images of a card may lead.
import { extensionOf, mediaType } from './media.ts';

export interface Target {
  /** `image` and `file` lie below `decks/`, `topic` is another deck, `outside` leaves the machine when followed. */
  readonly kind: 'image' | 'file' | 'topic' | 'outside';
  readonly url: string;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const SCHEMES = ['http:', 'https:', 'mailto:'];

/**
 * Where a link or an image of a card leads.
 *
 * @param href as written, entities decoded
 * @param deckPath the deck file below `decks/`, such as `eks/pod-networking.md`
 * @returns null if a card may not point at it: other schemes, absolute paths, paths that leave `decks/`,
 * hidden files, and files that are neither media nor decks
 */
export function resolveTarget(href: string, deckPath: string): Target | null {
  const target = withoutBlankEnds(href);
  if (SCHEME.test(target)) return outside(target);
  const segments = segmentsBelowDecks(target, deckPath);
  const name = segments?.at(-1);
  if (!segments || name === undefined) return null;
  const media = mediaType(name);
  if (media) return { kind: media.image ? 'image' : 'file', url: `/media/${encodePath(segments)}` };
  const [plan, file] = segments;
  if (segments.length !== 2 || plan === undefined || file === undefined || !isDeck(file)) return null;
  return { kind: 'topic', url: `/topics/${encodePath([plan, file.slice(0, -3)])}` };
}

/** Without spaces and control characters at both ends. A regular expression would be quadratic in those within. */
function withoutBlankEnds(href: string): string {
  let [start, end] = [0, href.length];
  while (start < end && href.charCodeAt(start) <= 0x20) start++;
  while (start < end && href.charCodeAt(end - 1) <= 0x20) end--;
  return href.slice(start, end);
}

function outside(target: string): Target | null {
  if (!URL.canParse(target)) return null;
  const url = new URL(target);
  return SCHEMES.includes(url.protocol) ? { kind: 'outside', url: url.href } : null;
}

/** The path's segments below `decks/`, dots resolved; null if it leaves the folder or is hidden. */
function segmentsBelowDecks(target: string, deckPath: string): string[] | null {
  const path = decode(target.split(/[?#]/, 1)[0] ?? '');
  if (path === null || path === '' || path.startsWith('/') || /[\\\0-\x1f\x7f]/.test(path)) return null;
  const segments = deckPath.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return null;
    } else if (segment.startsWith('.') && segment !== '.') {
      return null;
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return segments;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function isDeck(file: string): boolean {
  return extensionOf(file) === 'md' && file !== 'plan.md' && file.toLowerCase() !== 'readme.md';
}

function encodePath(segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join('/');
}
