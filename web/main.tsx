// Starts the app in the page, with the frame around the current place.

import { render } from 'preact';
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso';
import { exec } from 'preact-iso/router';
import { askEarly } from './api.ts';
import { followAppearance } from './appearance.ts';
import { Failure } from './frame/failure.tsx';
import { Header } from './frame/header.tsx';
import { Help, showHelp } from './frame/help.tsx';
import { useKeys } from './keys/use-keys.ts';
import { installWorker } from './offline/install.ts';
import { startKeeping } from './offline/keep.ts';
import { startSending } from './offline/sending.ts';
import { type LoadPage, loadLost, PAGES } from './pages.ts';
import { PLACES } from './places.ts';
import { followPreferences } from './preferences.ts';
import { LiveRegion } from './ui/announce.tsx';
import { Missing } from './ui/on-demand.tsx';
import { warmFormats } from './words/format.ts';
import { followLanguage, speakMore, UNSPOKEN, type WordSet, words } from './words/words.ts';

/** Code could not be fetched: the server is stopped, or serves another version by now. */
const Gone = ({ retry }: { readonly retry: () => void }) => <Failure error={null} retry={retry} />;

/** The same for a page's own code. */
const Broken = () => <Gone retry={() => location.reload()} />;

const page = (load: LoadPage, sets: readonly WordSet[] = ['pages']) =>
  lazy(async () => {
    // Every page but the review shows many numbers: make the formatters while the words are loading.
    if (sets.length > 0) setTimeout(warmFormats);
    try {
      const [code] = await Promise.all([load(), speakMore(sets)]);
      return code;
    } catch {
      return { default: Broken };
    }
  });

/** Delays what can wait until the page has settled. */
const QUIET_MS = 1500;

const ROUTES = PLACES.map((place) => ({
  path: place.path,
  component: page(PAGES[place.path], 'words' in place ? place.words : undefined),
  asks: 'asks' in place ? place.asks : [],
}));
const Lost = page(loadLost);

function App() {
  return (
    <Missing.Provider value={Gone}>
      <LocationProvider>
        <a class="skip" href="#main">
          {words().frame.skip}
        </a>
        <Frame />
        <Help />
        <LiveRegion />
      </LocationProvider>
    </Missing.Provider>
  );
}

/** A review has the screen to itself; every other page is below the header. */
function Frame() {
  const { path } = useLocation();
  useKeys('everywhere', showHelp);
  return (
    <>
      {path !== '/review' && <Header />}
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <Router onRouteChange={focusHeading}>
            {ROUTES.map(({ path, component }) => (
              <Route key={path} path={path} component={component} />
            ))}
            <Route default component={Lost} />
          </Router>
        </ErrorBoundary>
      </main>
    </>
  );
}

function focusHeading() {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

/** Draws nothing until the words are loaded; the page's code loads meanwhile. */
async function start(app: HTMLElement) {
  const here = ROUTES.find(({ path }) => exec(location.pathname, path) !== undefined);
  void here?.component.preload();
  if (location.search === '') for (const path of here?.asks ?? []) askEarly(path);
  try {
    await followLanguage();
    render(<App />, app);
  } catch {
    app.textContent = UNSPOKEN;
  }
}

followPreferences();
followAppearance();
const app = document.getElementById('app');
if (app) void start(app);
startSending();
// Pages load when they are visited. The worker keeps them all, so that they work without the server too.
addEventListener('load', () => {
  setTimeout(() => {
    installWorker();
    startKeeping();
  }, QUIET_MS);
});
