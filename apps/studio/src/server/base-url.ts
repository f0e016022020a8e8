/** Where the page was loaded from, with a slash at its end: the API is there, too, under whatever prefix. */
export const BASE_URL = new URL('.', document.baseURI).href;
