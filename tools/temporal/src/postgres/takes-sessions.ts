import { connect } from 'node:net';

const ANSWER_MS = 2_000;
const PROTOCOL_3 = 0x30000;
/** The first byte of what it says to whom it would let in, if the password were right. */
const AUTHENTICATION = 'R'.charCodeAt(0);

/**
 * Does PostgreSQL on this port of 127.0.0.1 take sessions? It listens before it does: while it starts or recovers it says so
 * instead of asking for a password.
 */
export function takesSessions(port: number, user: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: ANSWER_MS });
    const answer = (yes: boolean): void => {
      resolve(yes);
      socket.destroy();
    };
    socket.once('connect', () => socket.write(toStartup(user)));
    socket.once('data', (data) => answer(data[0] === AUTHENTICATION));
    for (const event of ['timeout', 'error', 'close']) socket.once(event, () => answer(false));
  });
}

function toStartup(user: string): Buffer {
  const parameters = Buffer.from(`user\0${user}\0database\0postgres\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length, 0);
  head.writeInt32BE(PROTOCOL_3, 4);
  return Buffer.concat([head, parameters]);
}
