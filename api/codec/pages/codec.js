const [state, form, section, leave] = ['state', 'form', 'session', 'leave'].map((id) => document.getElementById(id));
const RENEWED_AT = 0.8; // of the life of an access token
let login; // stays in the memory of this page
let renewal;

/** Says how it stands; always as text, never as HTML. */
function show(text) {
  state.textContent = text;
  form.hidden = login !== undefined;
  section.hidden = login === undefined;
}

async function send(method, path, { body, token, ...options } = {}) {
  const response = await fetch(path, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...options,
  });
  const answer = await response.text().then((text) => (text === '' ? undefined : JSON.parse(text)));
  if (!response.ok) throw new Error(`${answer.title}: ${answer.detail}.`);
  return answer;
}

async function begin(next) {
  login = next;
  await send('POST', '/v1/codec/session', { token: login.accessToken });
  renewal = setTimeout(() => void attempt(renew), login.expiresInSeconds * 1_000 * RENEWED_AT);
  show('You are signed in for the Temporal UI, as long as this page stays open.');
}

async function signIn() {
  const fields = Object.fromEntries(new FormData(form));
  form.reset();
  await begin(await send('POST', '/v1/auth/login', { body: fields }));
}

async function renew() {
  await begin(await send('POST', '/v1/auth/refresh', { body: { refreshToken: login.refreshToken } }));
}

/** Ends the login and takes the cookie away, as far as that can still be done. */
async function end(options) {
  if (!login) return;
  const { accessToken, refreshToken } = login;
  login = undefined;
  clearTimeout(renewal);
  await Promise.allSettled([
    send('DELETE', '/v1/codec/session', { token: accessToken, ...options }),
    send('POST', '/v1/auth/logout', { body: { refreshToken }, ...options }),
  ]);
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    await end();
    show(error instanceof TypeError ? 'Proxie cannot be reached just now. Try again in a moment.' : error.message);
  }
}

document.getElementById('endpoint').textContent = `${location.origin}/v1/codec`;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(signIn);
});
leave.addEventListener('click', () => void end().then(() => show('You are signed out.')));
window.addEventListener('pagehide', () => void end({ keepalive: true }));
