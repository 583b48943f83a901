import { markdownTable } from '../report/markdown.mjs';
import { BUDGET } from './budget.mjs';

const HEADING = [
  'request',
  'status',
  'charged',
  'server CPU ms',
  'pause ms',
  'database CPU ms',
  'answer MB',
  'statements',
  'memory MB',
  'exceeded',
];

const megabytes = (bytes) => bytes / 1024 / 1024;

/** Figures of all attacks: medians, maxima in parentheses, per request of quota charged. */
export function attackTable(results) {
  return markdownTable(HEADING, [budgetLine(), ...results.map(line)]);
}

function budgetLine() {
  const { serverMs, pauseMs, databaseMs, searchDatabaseMs, bytes, peak } = BUDGET;
  const figures = [
    serverMs,
    pauseMs,
    `${databaseMs}, searches ${searchDatabaseMs}`,
    megabytes(bytes),
    '',
    megabytes(peak),
  ];
  return ['**budget**', '', '', ...figures.map((figure) => (figure === '' ? '' : `≤ ${figure}`)), ''];
}

function line(result) {
  const { name, statuses, charged, serverMs, pauseMs, databaseMs, bytes, statements, peak } = result;
  return [
    name,
    statusText(statuses),
    charged === null ? '' : short(charged),
    both(serverMs),
    both(pauseMs),
    both(databaseMs),
    both(bytes, megabytes),
    statements === null ? '' : short(statements.median),
    megabytes(peak).toFixed(0),
    result.exceeded.join('; '),
  ];
}

/** The same figures in one line, for progress. */
export function attackLine(result) {
  return HEADING.slice(1)
    .map((name, i) => [name, line(result)[i + 1]])
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name} ${text}`)
    .join(', ');
}

/** Status 0 stands for requests without an answer. */
function statusText(statuses) {
  const entries = Object.entries(statuses);
  if (entries.length === 1) return entries[0][0] === '0' ? 'none' : entries[0][0];
  return entries.map(([status, count]) => `${status === '0' ? 'none' : status} × ${count}`).join(', ');
}

function both(figure, unit = (value) => value) {
  if (figure === null) return '';
  const [median, max] = [short(unit(figure.median)), short(unit(figure.max))];
  return median === max ? median : `${median} (${max})`;
}

function short(number) {
  if (number >= 100) return Math.round(number).toLocaleString('en');
  return String(Number(number.toFixed(number >= 10 ? 0 : 1)));
}
