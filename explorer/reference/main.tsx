import '../chrome/theme.css';
import '../chrome/chrome.css';
import { createRoot } from 'react-dom/client';
import { Reference } from './reference.tsx';
import { showReference } from './scalar.ts';

createRoot(document.getElementById('app') as HTMLElement).render(<Reference />);
showReference('#reference');
