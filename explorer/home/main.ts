import './home.css';
import { serverAddress } from '../session/address.ts';

// The page is the same wherever it is served; only the browser knows under which address.
for (const place of document.querySelectorAll('[data-origin]')) place.textContent = serverAddress;
