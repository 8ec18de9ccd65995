import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const server = process.env.TENAX_URL ?? 'http://127.0.0.1:4816';

/** Builds `web/` into `dist/web`, which the server serves. In development, its calls go to a running server. */
export default defineConfig({
  root: 'web',
  plugins: [preact()],
  // The server answers no page of another origin, so the proxy speaks as one of its own.
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
  },
});
