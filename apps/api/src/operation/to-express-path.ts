/** `/workflows/{workflow_id}/status` in the notation of Express. */
export function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
