import { availableParallelism } from 'node:os';

/**
 * Where the programs run: the server that is asked on the first core, the load generator on the second, the
 * database wherever the system puts it. On a single core nothing is pinned.
 */
export const cores = availableParallelism() > 1 ? { server: 0, load: 1 } : {};
