// Links in a deck, and where they lead.
import { Lexer, type MarkedToken, type Token } from 'marked';

/** Every destination of a link or image, HTML's `src` and `href` included; code is skipped. */
export function destinationsIn(markdown: string): readonly string[] {
  // Saves most notes the inline pass.
  if (!/\]\(|\]:|(?:src|href)\s*=/i.test(markdown)) return [];
  return collect(new Lexer({ gfm: true }).lex(markdown));
}

function collect(tokens: readonly Token[]): readonly string[] {
  return (tokens as readonly MarkedToken[]).flatMap((token): readonly string[] => {
    switch (token.type) {
      case 'link':
      case 'image':
        return [token.href, ...collect(token.tokens)];
      case 'html':
        return [...token.raw.matchAll(/\b(?:src|href)\s*=\s*["']([^"']*)["']/gi)].map(
          (match) => match[1] ?? '',
        );
      case 'list':
        return token.items.flatMap((item) => collect(item.tokens));
      case 'table':
        return [token.header, ...token.rows].flat().flatMap((cell) => collect(cell.tokens));
      default:
        return 'tokens' in token && token.tokens ? collect(token.tokens) : [];
    }
  });
}

/**
 * Where a link of a deck leads below `decks/`.
 * @param deckPath below `decks/`: `eks/storage.md`
 * @returns the path below `decks/` without query and fragment; `elsewhere` for addresses with a scheme or
 * host and for links within the page; `outside` for what is not below `decks/`
 */
export function resolveLink(
  deckPath: string,
  destination: string,
): { readonly path: string } | 'elsewhere' | 'outside' {
  const target = destination.replace(/[?#].*$/s, '');
  if (target === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return 'elsewhere';
  if (target.startsWith('/') || target.includes('\\')) return 'outside';
  const folders = deckPath.split('/').slice(0, -1);
  for (const step of decoded(target).split('/')) {
    if (step === '..') {
      if (folders.pop() === undefined) return 'outside';
    } else if (step !== '.' && step !== '') {
      folders.push(step);
    }
  }
  return { path: folders.join('/') };
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
