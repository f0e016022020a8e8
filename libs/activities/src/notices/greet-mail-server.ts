import { createMailTransport, type MailTransportOptions } from './create-mail-transport';

/** Greets a mail server, and logs in where the URL has a name; no mail is sent. Rejects with what it says against that. */
export async function greetMailServer(options: MailTransportOptions): Promise<void> {
  const transport = createMailTransport(options);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
