import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import { PLACES } from './web/places.ts';

const WORKER = 'web/worker/worker.ts';
const server = process.env.TENAX_URL ?? 'http://127.0.0.1:4816';

/** Builds `web/` into `dist/web`, which the server serves. In development, API calls go to a running server. */
export default defineConfig({
  root: 'web',
  plugins: [preact(), workerKnowsItsBuild(), serverKnowsThePlaces(), compressed()],
  // The server rejects requests from other origins, so the proxy sends the server's own origin.
  server: {
    proxy: { '^/(api|media)/': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The security policy allows neither inline scripts nor fonts and scripts from data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'web/index.html', worker: WORKER },
      // A service worker controls the paths beside and below its own, so it is at the root, with the same name in every
      // build.
      output: {
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
        // Browsers load six files at a time: what every page needs comes in one file, not in ten.
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'], test: (id) => !id.endsWith(WORKER) },
            // Too small to be worth a file each.
            { name: 'common', test: /[\\/](web[\\/](ui[\\/]scrolling|uuid)|schedule[\\/]types)\.ts$/ },
          ],
        },
      },
    },
  },
});

/** Writes the list of the build's files into its service worker. */
function workerKnowsItsBuild(): Plugin {
  return {
    name: 'worker-knows-its-build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['worker.js'];
        const page = bundle['index.html'];
        if (worker?.type !== 'chunk' || page?.type !== 'asset')
          throw new Error('The build has no worker or no page.');
        const assets = Object.keys(bundle).filter(
          (file) => file.startsWith('assets/') && !file.endsWith('.map'),
        );
        const files = ['', ...readdirSync('web/public'), ...assets].map((file) => `/${file}`);
        const id = createHash('sha256')
          .update(worker.code)
          .update(page.source)
          .update(files.join())
          .digest('hex');
        const filled = worker.code.replace('__TENAX_BUILD__', JSON.stringify({ id: id.slice(0, 12), files }));
        if (filled === worker.code)
          throw new Error('The service worker has no placeholder for its list of files.');
        worker.code = filled;
      },
    },
  };
}

/** Writes the paths of the pages for the server. It answers these with the page, and others with the page and 404. */
function serverKnowsThePlaces(): Plugin {
  return {
    name: 'server-knows-the-places',
    apply: 'build',
    generateBundle() {
      const source = JSON.stringify(PLACES.map(({ path }) => path));
      this.emitFile({ type: 'asset', fileName: 'places.json', source });
    },
  };
}

/** Below this size, compressing saves no packet. */
const WORTH_COMPRESSING = 1024;

/** Compresses files once, at the highest level; the server only sends them. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const file of Object.keys(bundle).filter((name) => /\.(js|css|html)$/.test(name))) {
        const path = join(dir, file);
        const bytes = readFileSync(path);
        if (bytes.length < WORTH_COMPRESSING) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
