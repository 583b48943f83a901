import { describeWrongCertificationPaths } from '../certification-refusals.js';

describeWrongCertificationPaths('GET');
