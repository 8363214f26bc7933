import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { createWebClient } from './client.ts';
import './kit/mantine-styles.ts'; // before everything with styles of its own, which then come behind
import './kit/common.ts';
import { pageNonce } from './kit/nonce.ts';
import { cssVariables, theme } from './kit/theme.ts';
import { router } from './router.tsx';
import { ClientContext } from './use-client.ts';

setNonce(pageNonce); // for the style that dialogs add while the page behind them does not scroll

const client = createWebClient(() => router.state.isLoading);
const Toasts = lazy(() => client.settled.then(() => import('./kit/toasts.tsx')));
const root = document.querySelector('#root');
if (!root) throw new Error('the page has no place for the client');
createRoot(root).render(
  <StrictMode>
    <ClientContext value={client}>
      <QueryClientProvider client={client.queryClient}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          getStyleNonce={() => pageNonce}
          deduplicateInlineStyles
        >
          <Suspense>
            <Toasts />
          </Suspense>
          <RouterProvider router={router} />
        </MantineProvider>
      </QueryClientProvider>
    </ClientContext>
  </StrictMode>,
);
