import config from './jest.config.js';

/** The commands of the README in fresh copies of the checkout. They need the npm registry, and no server of the tests. */
const { globalSetup: _, globalTeardown: __, ...shared } = config;
export default {
  ...shared,
  roots: ['<rootDir>/test/readme'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 180_000,
};
