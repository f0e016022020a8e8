import { toOrder } from './order';
import { parseRequest } from './schemas/parse-request';

const request = { prompt: 'a red fox', user_id: 'ann' };

describe('toOrder', () => {
  it('takes a job as it is, and leaves the frames per second to the provider', () => {
    const { request_id, webhook_url, ...job } = parseRequest('job', { ...request, priority: 1 });
    expect([request_id, webhook_url]).toEqual([null, null]);
    expect(toOrder({ ...job, request_id, webhook_url })).toEqual({ ...job, num_images: 1, fps: null });
  });

  it('makes the picture of a video in the size of its resolution', () => {
    expect(toOrder(parseRequest('video', { ...request, resolution: '1280x720', fps: 24 }))).toEqual({
      job_type: 'video',
      ...request,
      style: 'realistic',
      width: 1280,
      height: 720,
      num_images: 1,
      duration: 10,
      fps: 24,
      image_url: null,
      priority: 3,
      metadata: {},
    });
  });

  it('makes as many pictures as are asked for', () => {
    expect(toOrder(parseRequest('image', { ...request, num_images: 4 }))).toMatchObject({
      job_type: 'image',
      style: 'photorealistic',
      width: 1024,
      height: 1024,
      num_images: 4,
      fps: null,
      priority: 3,
    });
  });
});
