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
import { PLACES } from './places.ts';
import { followPreferences } from './preferences.ts';
import { LiveRegion } from './ui/announce.tsx';
import { warmFormats } from './words/format.ts';
import { followLanguage, type Part, speakMore, UNSPOKEN, words } from './words/words.ts';

/** The page's code could not be fetched: the server is gone, or serves another version by now. */
const Broken = () => <Failure error={null} retry={() => location.reload()} />;

const page = (
  load: () => Promise<{ default: () => preact.JSX.Element }>,
  parts: readonly Part[] = ['pages'],
) =>
  lazy(async () => {
    // Pages are full of numbers, all but a review: that goes by while their words are on their way.
    if (parts.length > 0) setTimeout(warmFormats);
    try {
      const [code] = await Promise.all([load(), speakMore(parts)]);
      return code;
    } catch {
      return { default: Broken };
    }
  });

/** What is for later waits until the page is surely there. */
const QUIET_MS = 1500;

const PAGES = PLACES.map(({ path, load, asks = [], words }) => ({
  path,
  component: page(load, words),
  asks,
}));
const Lost = page(() => import('./frame/lost-page.tsx'));

function App() {
  return (
    <LocationProvider>
      <a class="skip" href="#main">
        {words().frame.skip}
      </a>
      <Frame />
      <Help />
      <LiveRegion />
    </LocationProvider>
  );
}

/** A review has the screen to itself; every other page stands under the header. */
function Frame() {
  const { path } = useLocation();
  useKeys('everywhere', showHelp);
  return (
    <>
      {path !== '/review' && <Header />}
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <Router onRouteChange={focusHeading}>
            {PAGES.map(({ path, component }) => (
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

/** Nothing is drawn before there are words for it; meanwhile the page is on its way. */
async function start(app: HTMLElement) {
  const here = PAGES.find(({ path }) => exec(location.pathname, path) !== undefined);
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
// Pages come when they are gone to: the worker keeps them all, also for when the server is gone.
addEventListener('load', () => {
  setTimeout(() => {
    installWorker();
    startKeeping();
  }, QUIET_MS);
});
