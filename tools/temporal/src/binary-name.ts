/** The file name of the Temporal CLI on this platform. */
export const BINARY_NAME = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
