/** Sockets of a scenario, counted while they are open. */
export function openSockets(count, make) {
  const open = new Set();
  for (let i = 0; i < count; i++) {
    const socket = make(i);
    open.add(socket);
    // A connection that the server resets is one that it no longer holds.
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  }
  return {
    get open() {
      return open.size;
    },
    destroy() {
      for (const socket of open) socket.destroy();
    },
  };
}
