import type { JobRequest } from '@genvideo/models';

/** How many users the jobs belong to, so that taking turns is part of what is measured. */
const USERS = 5;

/** A small job; the mock serves the same two files for all of them. */
export function toJobRequest(index: number): JobRequest {
  return {
    prompt: 'a red fox in the snow',
    user_id: `user-${index % USERS}`,
    width: 64,
    height: 64,
    duration: 1,
  };
}
