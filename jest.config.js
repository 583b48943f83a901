import { testProjects } from './test/support/projects.js';

/** What all projects have in common. */
export const project = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testRunner: '<rootDir>/test/support/native-runner.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};

/** A project for each need: `npm test` runs the contract, and a script of its own each of the others. */
export default {
  // `npm run test:readme` has a configuration of its own.
  projects: Object.entries(testProjects())
    .filter(([name]) => name !== 'readme')
    .map(([displayName, files]) => ({
      ...project,
      displayName,
      testMatch: files.map((file) => `<rootDir>/${file}`),
    })),
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  maxWorkers: 2,
  // On a busy processor, a worker that exits needs more than the half second after which jest kills it with a warning.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 90_000,
};
