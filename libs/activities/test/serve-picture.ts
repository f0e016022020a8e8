import { startHttpServer, type HttpServer } from '@genvideo/testing';

const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A server that answers everything with a picture of one pixel, as PNG. Close it at the end. */
export const servePicture = (): Promise<HttpServer> =>
  startHttpServer((_request, response) => void response.end(ONE_PIXEL));
