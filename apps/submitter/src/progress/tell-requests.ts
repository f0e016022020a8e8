/** A `fetch` that says of every request how it went, tries that were repeated among them. */
export function tellRequests(fetchIt: typeof fetch, notice: (text: string) => void): typeof fetch {
  return async (input, init) => {
    const { method, url } = new Request(input, init);
    const startedAt = performance.now();
    const tell = (outcome: string): void =>
      notice(`${method} ${url}: ${outcome} after ${Math.round(performance.now() - startedAt)} ms`);
    try {
      const response = await fetchIt(input, init);
      tell(String(response.status));
      return response;
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { message?: string } };
      tell(cause?.message === undefined ? message : `${message} (${cause.message})`);
      throw error;
    }
  };
}
