import { describeMissing } from '../assignment-refusals.js';

describeMissing('PATCH');
