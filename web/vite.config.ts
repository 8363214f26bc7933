import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = process.env['PROXIE_API'] ?? 'http://127.0.0.1:3000';

/** `npm run web` serves the client from source and sends everything else to a running API. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The server puts a nonce of its own into every page in place of this word.
  html: { cspNonce: 'nonce-of-this-page' },
  build: {
    outDir: path.join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2024',
    assetsInlineLimit: 0, // everything is a file, so that the policy needs no `data:` for fonts and scripts
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/v1', '/api', '/health', '/ready', '/problems'].map((at) => [at, { target: API, changeOrigin: true }]),
    ),
  },
});
