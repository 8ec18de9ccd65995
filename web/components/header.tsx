import { useLocation } from 'preact-iso';
import { Unsaved } from './unsaved.tsx';

const PLACES = [
  { href: '/', label: 'Today' },
  { href: '/topics', label: 'Topics' },
  { href: '/gap', label: 'Add a gap' },
];

/** Where one can go. */
export function Header() {
  const { path } = useLocation();
  const isHere = (href: string) =>
    href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
  return (
    <header class="header">
      <a class="brand" href="/" aria-label="Tenax, today">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span>Tenax</span>
      </a>
      <nav aria-label="Main">
        {PLACES.map(({ href, label }) => (
          <a key={href} href={href} aria-current={isHere(href) ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Unsaved />
    </header>
  );
}
