export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // `npm run test:faults` and `npm run test:readme`
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/faults/', '<rootDir>/test/readme/'],
  testRunner: '<rootDir>/test/support/native-runner.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  maxWorkers: 2,
  testTimeout: 90_000,
};
