import { z } from 'zod';
import { isProblemCode, PROBLEM_CODES, PROBLEMS, type ProblemCode } from '#contracts/problem.ts';
import { Problem } from '#api/http/problem.ts';
import { fixedReply } from '#api/http/fixed-reply.ts';
import { route } from '#api/http/route.ts';
import { page } from './page.ts';

const pageOf = (title: string, content: string) => fixedReply(page.render(title, content), { headers: page.headers });
const list = pageOf('Problems', listOfProblems());
const explanations = Object.fromEntries(
  PROBLEM_CODES.map((code) => [code, pageOf(PROBLEMS[code].title, explanationOf(code))]),
) as Record<ProblemCode, ReturnType<typeof pageOf>>;

/** The pages that the `type` of a problem links to. */
export const problemRoutes = () => [
  route({
    operationId: 'listProblemPages',
    tags: ['system'],
    summary: 'List all kinds of problems',
    description: 'A page for people with every problem the API can answer with.',
    method: 'get',
    path: '/problems',
    access: 'public',
    rateClass: 'documents',
    idempotency: 'none',
    undocumented: true,
    success: { status: 200, contentType: page.contentType, schema: z.string() },
    problems: [],
    handle: () => list,
  }),
  route({
    operationId: 'getProblemPage',
    tags: ['system'],
    summary: 'Explain one kind of problem',
    description: 'A page for people that says what the problem means and what can be done about it.',
    method: 'get',
    path: '/problems/:code',
    access: 'public',
    rateClass: 'documents',
    idempotency: 'none',
    undocumented: true,
    params: z.strictObject({ code: z.string() }),
    success: { status: 200, contentType: page.contentType, schema: z.string() },
    problems: ['not_found'],
    handle({ params: { code } }) {
      if (!isProblemCode(code)) throw new Problem('not_found', 'there is no problem of this code');
      return explanations[code];
    },
  }),
];

function explanationOf(code: ProblemCode): string {
  const { status, description } = PROBLEMS[code];
  return `<p>HTTP ${status}, code <code>${code}</code></p>
<p>${page.prose(description)}</p>
<p><a href="/problems">All problems</a> · <a href="/api/docs">API documentation</a></p>`;
}

function listOfProblems(): string {
  const rows = PROBLEM_CODES.map(
    (code) =>
      `<tr><td>${PROBLEMS[code].status}</td><td><a href="/problems/${code}"><code>${code}</code></a></td><td>${PROBLEMS[code].title}</td></tr>`,
  );
  return `<p>Whatever goes wrong is answered with a problem by RFC 9457; its <code>type</code> links here.</p>
<table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}
