import { describeMissing } from '../assignment-refusals.js';

describeMissing('DELETE');
