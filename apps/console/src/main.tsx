import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/articles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, session } from '@lexhop/console-parts';
import { Console } from './console.js';

const queries = createQueryClient();
// What one key was shown is not for the next.
session.watch(() => queries.clear());

const place = document.getElementById('console');
if (!place) throw new Error('The page has no element "console".');
createRoot(place).render(
  <StrictMode>
    <Console queries={queries} />
  </StrictMode>,
);
