import config from './jest.config.js';

/** Faults of a real server: one file after the other, because each loads the machine. */
export default {
  ...config,
  roots: ['<rootDir>/test/faults'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
