import type { StudyReport } from './study-report';

const describeSeconds = ({ image_seconds: image, video_seconds: video }: StudyReport['settings']): string =>
  image === null || video === null
    ? 'what the providers take'
    : `${image} s image + ${video} s video (the mocks' slow_progress factor, set for each service)`;

/** Settings, machine and versions in words: names and values. */
export function describeSettings({
  settings,
  machine,
  versions,
  command,
  ...report
}: StudyReport): string[][] {
  const { batches, limit, submit, providers, faults, seed, job, task_queue } = settings;
  return [
    ['Command', command],
    ['Study', report.id],
    ['Began, ended', `${report.started_at}, ${report.completed_at}`],
    ['Batches', batches.join(', ')],
    ['Limit', `${limit}, set for the study by the limiter's set_capacity update`],
    ['Providers', providers === 'mocks' ? 'mocks' : 'real'],
    ['Stage times', describeSeconds(settings)],
    ['Faults', Object.keys(faults).length === 0 ? 'none' : JSON.stringify(faults)],
    ...(seed === null ? [] : [['Seed of the faults', String(seed)]]),
    ['Submitted', submit === 'api' ? 'through POST /jobs' : 'directly to the engine'],
    ['Each job', `${job.width} x ${job.height} px, ${job.duration} s of video`],
    ['Pool', task_queue],
    ['Ideal', report.ideal_formula],
    ['Machine', `${machine.cpus} x ${machine.cpu}, ${machine.memory_gib} GiB, ${machine.platform}`],
    ['Load before', `${machine.load_before} (1 minute mean of waiting and running threads)`],
    [
      'Versions',
      `GenVideo ${versions.genvideo}, Node ${versions.node}, Temporal server ${versions.temporal_server}, Temporal SDK ${versions.temporal_sdk}`,
    ],
  ];
}
