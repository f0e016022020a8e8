/** Where a process lives: what it listens on, and what its command is started by. */
export interface Machine {
  host: string;
  /** Comes before the command, such as `ip netns exec NAME`; empty on the machine itself. */
  prefix: readonly string[];
}

/** Something like machines, with a network between them. */
export interface Machines {
  /** What they are, in words. */
  name: string;
  /** Where the relays listen: the only address that all of them reach. */
  relayHost: string;
  add(): Promise<Machine>;
  close(): Promise<void>;
}

/** All processes side by side. */
export const ONE_MACHINE: Machines = {
  name: 'processes on one machine, TCP relays between them',
  relayHost: '127.0.0.1',
  add: () => Promise.resolve({ host: '127.0.0.1', prefix: [] }),
  close: () => Promise.resolve(),
};
