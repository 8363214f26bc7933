const token = location.hash.slice(1);
const state = document.getElementById('state');
const button = document.getElementById('confirm');

/** Says how it stands; always as text, never as HTML. */
function say(text, { again }) {
  state.textContent = text;
  button.hidden = !again;
  button.disabled = false;
}

function post(path, body) {
  return fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function confirm() {
  button.disabled = true;
  try {
    const response = await post('/v1/auth/confirm', { token });
    const answer = await response.json();
    if (!response.ok) {
      say(`${answer.title}: ${answer.detail}.`, { again: response.status === 429 || response.status >= 500 });
      return;
    }
    // Nobody goes on from here: the session that came with the account ends, and the person signs in where they want to.
    await post('/v1/auth/logout', { refreshToken: answer.refreshToken }).catch(() => undefined);
    say('Your account is open. You can sign in now.', { again: false });
  } catch {
    say('Proxie cannot be reached just now. Try again in a moment.', { again: true });
  }
}

history.replaceState(null, '', location.pathname); // the link stays out of the browser's history
if (token === '') say('This page belongs to the link of a mail: open it from there.', { again: false });
button.addEventListener('click', () => void confirm());
