import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';

const API = process.env['PROXIE_API'] ?? 'http://127.0.0.1:3000';
const PORT = Number(process.env['PROXIE_WEB_PORT'] ?? 5173);

/** Passes calls on as if they came from the API's own pages, which is what they are in production. */
const toApi: ProxyOptions = {
  target: API,
  changeOrigin: true,
  configure(proxy) {
    proxy.on('proxyReq', (request) => {
      if (request.hasHeader('origin')) request.setHeader('origin', API);
    });
  },
};

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
    // These know light-dark(); for older ones it is replaced by variables that nothing sets here.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 700, // before compression; test/web/budgets.test.ts says how much is too much
    cssCodeSplit: false, // all styles together are smaller than half a page of scripts, and one request
    rolldownOptions: {
      // What is needed at first comes as one file and not as twenty.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
    assetsInlineLimit: 0, // everything is a file, so that the policy needs no `data:` for fonts and scripts
  },
  server: {
    host: '127.0.0.1',
    port: PORT,
    strictPort: true,
    proxy: {
      '/v1': toApi,
      '^/api/(docs|openapi)': toApi, // `/api/` is a folder of the client as well
      '/problems': toApi,
      '/socket.io': { ...toApi, ws: true, rewriteWsOrigin: true },
    },
  },
});
