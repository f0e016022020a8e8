import type { ImageRequest, JobRequest, VideoRequest } from '@genvideo/progress-client';
import { isVideoRequest, type Draft } from './draft';

/** What is handed in for a draft. */
export type Submission =
  | { kind: 'job'; request: JobRequest }
  | { kind: 'video'; request: VideoRequest }
  | { kind: 'image'; request: ImageRequest };

const toCarriedFields = ({ carried: { webhookUrl, metadata } }: Draft) => ({
  ...(webhookUrl === null ? {} : { webhook_url: webhookUrl }),
  ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
});

const toShared = (draft: Draft) => ({
  prompt: draft.prompt.trim(),
  style: draft.style.trim(),
  user_id: draft.user,
  ...toCarriedFields(draft),
});

const toJob = (draft: Draft, size: { width: number; height: number }): JobRequest => {
  const startPicture = draft.startPicture.trim();
  return {
    ...toShared(draft),
    ...size,
    job_type: draft.kind,
    priority: draft.priority,
    ...(draft.kind === 'video' ? { duration: draft.duration } : {}),
    ...(draft.kind === 'video' && startPicture !== '' ? { image_url: startPicture } : {}),
  };
};

/**
 * Several pictures, and videos with frames per second, are requests of their own, which know no priority; everything else is a
 * job.
 */
export function toSubmission(draft: Draft): Submission {
  const size = { width: Number(draft.width), height: Number(draft.height) };
  if (draft.kind === 'image' && draft.count > 1)
    return {
      kind: 'image',
      request: { type: 'image', ...toShared(draft), ...size, num_images: draft.count },
    };
  const { fps } = draft.carried;
  if (!isVideoRequest(draft) || fps === null) return { kind: 'job', request: toJob(draft, size) };
  const resolution = `${size.width}x${size.height}`;
  return {
    kind: 'video',
    request: { type: 'video', ...toShared(draft), resolution, duration: draft.duration, fps },
  };
}
