import { testReadme } from './tests.js';

describe('the README in an empty home with npm 10', () => testReadme('10.9.9'));
