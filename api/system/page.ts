import { PAGE_POLICY } from '#api/http/security-headers.ts';
import { escapeHtml } from '#platform/html.ts';

/** Our few pages for people: plain HTML with a style sheet of ours, no script, nothing from elsewhere. */
export const page = {
  contentType: 'text/html; charset=utf-8',
  headers: { 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'public, max-age=300' },

  /** A whole page around content that is HTML already. */
  render(title: string, content: string): string {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Proxie</title>
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/page.css">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
  },

  /** Text as HTML; what stands between backticks is code. */
  prose(text: string): string {
    return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
  },
};
