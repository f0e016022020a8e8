const SCRIPT = /studio\/app-[\w-]+\.js/;

/** The script that a page of the studio names, which is called otherwise in every build; null where it names none. */
export function toPageScript(page: string): string | null {
  return SCRIPT.exec(page)?.[0] ?? null;
}
