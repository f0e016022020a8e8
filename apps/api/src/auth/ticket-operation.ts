import { z } from 'zod';
import { identifierSchema } from '@genvideo/models/schemas';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import type { TicketOffice } from './create-ticket-office';

const ticketSchema = z.object({ ticket: z.string(), expires_at: z.iso.datetime() }).meta({ id: 'Ticket' });

const requestSchema = z
  .strictObject({
    workflow_id: identifierSchema
      .nullish()
      .transform((id) => id ?? null)
      .meta({ description: 'The only job it is to be good for.' }),
    scope: z
      .enum(['all', 'assets'])
      .default('all')
      .meta({ description: 'assets: for files alone, and for an hour, as videos that are sought in need.' }),
  })
  .meta({ id: 'TicketRequest' });

const ticketContract = {
  id: 'createTicket',
  method: 'post',
  path: '/tickets',
  tag: 'Keys',
  summary: 'A short-lived stand-in for the key',
  description:
    'For WebSockets, event streams and pictures in browsers, which cannot send headers: append `?ticket=` to the URL. It is good for a minute, of scope assets for an hour, for as many connections as are opened in it, and lets in whom the key lets in.',
  access: 'key',
  body: { schema: requestSchema, example: { workflow_id: 'job-20260131T120059-1a2b3c4d5e' } },
  answers: {
    201: json(ticketSchema, {
      description: 'The ticket, and when it ends.',
      example: { ticket: 'eyJrZXkiOm51bGx9.c2lnbmF0dXJl', expires_at: '2026-01-31T12:01:59.000Z' },
      headers: { 'Cache-Control': 'no-store' },
    }),
  },
} as const;

/** `POST /tickets`. */
export function createTicketOperation(tickets: TicketOffice): Operation {
  return operation(ticketContract, ({ body, caller }) => {
    const { ticket, expiresAt } = tickets.issue(caller.key, {
      workflowId: body.workflow_id,
      scope: body.scope,
    });
    const headers = { 'Cache-Control': 'no-store' };
    return reply(201, { ticket, expires_at: expiresAt.toISOString() }, { headers });
  });
}
