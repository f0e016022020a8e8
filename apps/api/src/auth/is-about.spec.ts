import { toJobFolder } from '@genvideo/models';
import { isAbout } from './is-about';

describe('isAbout', () => {
  it.each([
    '/workflows/job:1/events?ticket=x',
    '/workflows/job%3A1/status',
    '/ws/workflows/job:1/progress',
    `/assets/${encodeURIComponent(toJobFolder('job:1'))}/video.mp4`,
  ])('knows that %s is about its job', (url) => {
    expect(isAbout(url, 'job:1')).toBe(true);
    expect(isAbout(url, 'job:2')).toBe(false);
  });

  it.each([
    ['events', '/workflows/another/events'],
    ['progress', '/ws/workflows/another/progress'],
    ['workflows', '/ws/workflows/another/progress'],
    ['state.json', '/assets/another/state.json'],
    ['assets', '/assets/another/video.mp4'],
    ['another', '/workflows/workflows/another'],
  ])('is not taken in by a job called %s at %s', (workflowId, url) => {
    expect(isAbout(url, workflowId)).toBe(false);
  });
});
