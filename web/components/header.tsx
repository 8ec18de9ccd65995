import { useLocation } from 'preact-iso';
import { words } from '../words/words.ts';
import { Unsaved } from './unsaved.tsx';

const PLACES = [
  { href: '/', word: 'today' },
  { href: '/topics', word: 'topics' },
  { href: '/gap', word: 'gap' },
] as const;

/** Where one can go. */
export function Header() {
  const { path } = useLocation();
  const say = words().frame;
  const isHere = (href: string) =>
    href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
  return (
    <header class="header">
      <a class="brand" href="/" aria-label={say.home}>
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span>Tenax</span>
      </a>
      <nav aria-label={say.main}>
        {PLACES.map(({ href, word }) => (
          <a key={href} href={href} aria-current={isHere(href) ? 'page' : undefined}>
            {say.places[word]}
          </a>
        ))}
      </nav>
      <Unsaved />
    </header>
  );
}
