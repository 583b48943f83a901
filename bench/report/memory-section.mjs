const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);

/** What the last memory run has found; nothing before the first one. */
export function memorySection(memory) {
  if (!memory) return '';
  const { minutes, requests, resident, heap, flags, early } = memory;
  return `## Memory

\`npm run bench:memory\`: ${minutes} minutes of workload g at 16 connections, ${requests.toLocaleString('en')} requests,
with \`${flags.join(' ')}\`.

| | MB |
| --- | --: |
| resident at the end (goal: under 250) | ${megabytes(resident.last)} |
| resident at most | ${megabytes(resident.most)} |
| heap after a forced collection, minute ${early} | ${megabytes(heap.early)} |
| heap after a forced collection, minute ${minutes} | ${megabytes(heap.late)} |

`;
}
