import { describeMissing } from '../assignment-refusals.js';

describeMissing('GET');
