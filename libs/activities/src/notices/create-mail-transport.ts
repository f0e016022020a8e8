import { createTransport } from 'nodemailer';

export interface MailTransportOptions {
  /** SMTP_URL: `smtp://user:password@host:port`, or `smtps:`. */
  smtpUrl: string;
  /** How long each step may take, in milliseconds. */
  timeoutMs: number;
}

/** A way to a mail server that reads no files and follows no links; close it after use. */
export const createMailTransport = ({ smtpUrl, timeoutMs }: MailTransportOptions) =>
  createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
