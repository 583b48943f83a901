import { testReadme } from './tests.js';

describe('the README in an empty home with npm 11', () => testReadme('11.19.1'));
