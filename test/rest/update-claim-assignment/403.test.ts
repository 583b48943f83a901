import { describeForbidden } from '../assignment-refusals.js';

describeForbidden('PATCH');
