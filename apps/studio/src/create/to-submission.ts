import type { ImageRequest, JobRequest } from '@genvideo/progress-client';
import type { Draft } from './draft';

/** What is handed in for a draft. */
export type Submission = { kind: 'job'; request: JobRequest } | { kind: 'image'; request: ImageRequest };

/** Several pictures are a request of their own, which knows no priority; everything else is a job. */
export function toSubmission(draft: Draft): Submission {
  const shared = {
    prompt: draft.prompt.trim(),
    style: draft.style.trim(),
    width: Number(draft.width),
    height: Number(draft.height),
    user_id: draft.user,
  };
  if (draft.kind === 'image' && draft.count > 1)
    return { kind: 'image', request: { type: 'image', ...shared, num_images: draft.count } };
  const startPicture = draft.startPicture.trim();
  return {
    kind: 'job',
    request: {
      ...shared,
      job_type: draft.kind,
      priority: draft.priority,
      ...(draft.kind === 'video' ? { duration: draft.duration } : {}),
      ...(draft.kind === 'video' && startPicture !== '' ? { image_url: startPicture } : {}),
    },
  };
}
