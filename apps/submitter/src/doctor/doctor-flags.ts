/** The options of the doctor as the command line gives them. */
export interface DoctorFlags {
  json?: boolean;
  /** How long each question may take, in seconds; default 2. */
  timeout?: number;
  temporalHost?: string;
  namespace?: string;
  apiUrl?: string;
  apiKey?: string;
}
