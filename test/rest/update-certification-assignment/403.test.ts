import { describeForbiddenCertification } from '../certification-refusals.js';

describeForbiddenCertification('PATCH');
