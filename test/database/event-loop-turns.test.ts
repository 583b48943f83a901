import { EventLoopTurns } from '../../src/database/event-loop-turns.js';

it('lets one piece of work begin in each turn of the event loop, in the order of asking', async () => {
  const events: string[] = [];
  let counting = setImmediate(function countTurn() {
    events.push('turn');
    counting = setImmediate(countTurn);
  });
  const turns = new EventLoopTurns();
  const ask = (name: string) => turns.next().then(() => events.push(name));
  await Promise.all(['first', 'second', 'third'].map(ask));
  clearImmediate(counting);
  expect(events.join(' ')).toMatch(/^turn first( turn)+ second( turn)+ third$/);
});
