/** What a report's page may not bring along. Nothing of it could run here anyway; this keeps it from trying. */
const UNWANTED = 'script, iframe, object, embed, link, meta, base, form';

/** The page's own selectors for what is not there below a shadow root. */
const toShadowStyle = (style: string): string =>
  style.replaceAll(':root', ':host').replaceAll(/(^|[\s,}])body(?=[\s,{.:])/g, '$1.report-page');

const toStyle = (page: Document): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  const texts = [...page.querySelectorAll('style')].map((style) => style.textContent);
  sheet.replaceSync(toShadowStyle(texts.join('\n')));
  return sheet;
};

/** Shows a report's own page below a host, with its own style and without touching that of the studio. */
export function showPage(host: HTMLElement, html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [toStyle(page)];
  page.querySelectorAll(`${UNWANTED}, style`).forEach((element) => element.remove());
  const body = document.createElement('div');
  body.className = 'report-page';
  body.append(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
  root.replaceChildren(body);
}

/** Whether a text is a page that `submitter study` wrote. */
export function isReportPage(text: string): boolean {
  return /^\s*<!doctype html>/i.test(text) && text.includes('content="GenVideo submitter"');
}
