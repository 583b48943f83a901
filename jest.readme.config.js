import { project } from './jest.config.js';

/** The commands of the README in fresh copies of the checkout. They need the npm registry, and no server of the tests. */
export default {
  ...project,
  roots: ['<rootDir>/test/readme'],
  testTimeout: 360_000,
};
