import '../chrome/theme.css';
import '../chrome/chrome.css';
import './reference.css';
import { createRoot } from 'react-dom/client';
import { mendMarkup } from '../chrome/mend-markup.ts';
import { scalarMarkup } from './markup.ts';
import { Reference } from './reference.tsx';
import { showReference } from './scalar.ts';

createRoot(document.getElementById('app') as HTMLElement).render(<Reference />);
void showReference('#reference');
mendMarkup(document.body, scalarMarkup);
