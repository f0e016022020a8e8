import { videoSubmitSchema, type VideoCallback, type VideoSubmit } from '@genvideo/models/wire';
import { z } from 'zod';
import type { Size } from './fit-video-size';
import { parseBody } from './parse-body';
import type { ProxyProtocol } from './proxy-protocol';
import type { CallbackTarget } from './task';
import type { VideoRequest } from './render-video';
import type { Studio } from './studio';
import { getMediaUrl, type Task } from './task';

/** Longest video the mock makes, in seconds. */
const longestSeconds = 60;
const defaultFramesPerSecond = 24;
const highestFramesPerSecond = 30;

const submissionSchema = videoSubmitSchema.extend({ duration: z.number().positive().max(longestSeconds) });

/** The front end of Kling. `maxSide`: longest side of a made video, in pixels. */
export function createVideoProtocol(studio: Studio, maxSide: number): ProxyProtocol {
  return {
    service: 'video',
    prefix: '/video',
    parseOrder(body) {
      const submission = parseBody(submissionSchema, body);
      const { prompt, callback_url: url } = submission;
      const request = toVideoRequest(submission, maxSide);
      return {
        prompt,
        ...(url === undefined ? {} : { callback: toCallback(url, submission.metadata) }),
        makeMedia: async (taskId, signal) => [await studio.makeVideo(taskId, request, signal)],
      };
    },
    toStatusExtras: (task, { status }) =>
      status === 'completed' ? { video_url: getMediaUrl(task, 'video.mp4') } : {},
  };
}

/** The end of a task is announced, nothing before it; `metadata` goes back as it came. */
function toCallback(url: string, metadata: VideoSubmit['metadata']): CallbackTarget {
  const toOutcome = (task: Task, status: VideoCallback['status']) =>
    status === 'completed'
      ? { asset_url: getMediaUrl(task, 'video.mp4') }
      : { error_message: task.end?.error ?? 'failed' };
  return {
    url,
    toEndBody(task, status): VideoCallback {
      return { job_id: task.id, status, ...toOutcome(task, status), metadata: metadata ?? null };
    },
  };
}

function toVideoRequest(
  { image_url, duration, resolution, fps }: VideoSubmit,
  maxSide: number,
): VideoRequest {
  return {
    imageUrl: image_url,
    durationSeconds: duration,
    framesPerSecond: Math.min(fps ?? defaultFramesPerSecond, highestFramesPerSecond),
    size: resolution === undefined ? undefined : parseResolution(resolution),
    maxSide,
  };
}

/** Reads `WxH`; the schema has checked its form. A side of 0 counts as 1. */
function parseResolution(resolution: string): Size {
  const [width = 1, height = 1] = resolution.split('x').map((side) => Math.max(1, Number(side)));
  return { width, height };
}
