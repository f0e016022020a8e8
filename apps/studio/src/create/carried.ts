/** What a job run again takes over from the earlier one, and the form has no field for. */
export interface Carried {
  webhookUrl: string | null;
  metadata: Readonly<Record<string, unknown>>;
  /** Frames a second; null unless the earlier job was a video request, which alone knows them. */
  fps: number | null;
}

export const NOTHING_CARRIED: Carried = { webhookUrl: null, metadata: {}, fps: null };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads it out of what an earlier job was given. */
export function toCarried(input: Readonly<Record<string, unknown>>): Carried {
  const { webhook_url: webhookUrl, metadata, fps } = input;
  return {
    webhookUrl: typeof webhookUrl === 'string' && URL.canParse(webhookUrl) ? webhookUrl : null,
    metadata: isObject(metadata) ? metadata : {},
    fps: typeof fps === 'number' ? fps : null,
  };
}
