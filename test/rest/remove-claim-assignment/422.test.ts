import { describeWrongPaths } from '../assignment-refusals.js';

describeWrongPaths('DELETE');
