/** Put in by the build. */
declare const STUDIO_VERSION: string;

/** The version of GenVideo that this page was built for. */
export const PAGE_VERSION = STUDIO_VERSION;
