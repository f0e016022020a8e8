import { escapeHtml } from './escape-html';
import { PAGE_STYLE } from './page-style';

/** Keeps a page from loading anything, whatever is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A page that needs nothing but itself. */
export function renderPage({ title, body }: { title: string; body: readonly string[] }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="GenVideo submitter">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}
