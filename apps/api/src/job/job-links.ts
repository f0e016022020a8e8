/** The URLs to follow a job, relative to the API. */
export interface JobLinks {
  status_url: string;
  progress_url: string;
  result_url: string;
  events_url: string;
  cancel_url: string;
}

/** Where a job can be followed. Every URL is of a route that there is. */
export function toJobLinks(workflowId: string): JobLinks {
  const base = `/workflows/${encodeURIComponent(workflowId)}`;
  return {
    status_url: `${base}/status`,
    progress_url: `${base}/progress`,
    result_url: `${base}/result`,
    events_url: `${base}/events`,
    cancel_url: `${base}/cancel`,
  };
}
