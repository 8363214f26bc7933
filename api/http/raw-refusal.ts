import { STATUS_CODES } from 'node:http';
import { Problem, PROBLEM_TYPE, toDocument } from './problem.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';

/** How long a sender may take to read why its connection ends. */
export const LINGER_MS = 1_000;

/**
 * Makes what a connection is told whose request never became one, by the code of Node's error: a whole answer with the
 * headers and the problem that any other refusal has. Nothing of what was sent is in it.
 */
export function createRawRefusal(publicUrl: string): (code: string | undefined) => string {
  const rawProblem = createRawProblem(publicUrl);
  return (code) => rawProblem(problemFor(code));
}

/** Makes a problem as the bytes of a whole answer, for where there is a connection and no response. */
export function createRawProblem(publicUrl: string): (problem: Problem) => string {
  const headers = { ...securityHeaders(publicUrl), Connection: 'close', 'Content-Type': PROBLEM_TYPE };
  return function rawProblem(problem) {
    const requestId = requestIdOf(undefined);
    const body = JSON.stringify(toDocument(problem, publicUrl, requestId));
    const all = {
      ...headers,
      ...problem.headers,
      [REQUEST_ID_HEADER]: requestId,
      'Content-Length': Buffer.byteLength(body),
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n');
  };
}

function problemFor(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new Problem('request_timeout', 'the request did not arrive in its time');
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Problem('headers_too_large', 'the address and the headers are too large');
  }
  return new Problem('malformed_request', 'the request breaks the rules of HTTP');
}
