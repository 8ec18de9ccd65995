import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** Builds `web/` into `dist/web`, which the server serves. In development, `/api` goes to a running server. */
export default defineConfig({
  root: 'web',
  plugins: [preact()],
  server: { proxy: { '/api': process.env.TENAX_URL ?? 'http://127.0.0.1:4040' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The security policy allows neither inline scripts nor fonts and scripts from data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
