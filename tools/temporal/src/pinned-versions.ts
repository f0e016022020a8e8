/** What go.mod pins, and the oldest versions that will do. */
export const PINNED = {
  /** github.com/temporalio/cli, the development server. */
  cli: '1.5.1',
  /** go.temporal.io/server inside it. */
  server: '1.29.1',
  minimumServer: '1.29',
  minimumGo: '1.25',
} as const;
