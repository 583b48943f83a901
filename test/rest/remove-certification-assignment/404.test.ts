import { describeMissingCertification } from '../certification-refusals.js';

describeMissingCertification('DELETE');
