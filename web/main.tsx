import { createRoot } from 'react-dom/client';

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no place for the client');
createRoot(root).render(<h1>Proxie</h1>);
