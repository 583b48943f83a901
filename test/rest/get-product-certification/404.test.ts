import { describeMissingCertification } from '../certification-refusals.js';

describeMissingCertification('GET');
