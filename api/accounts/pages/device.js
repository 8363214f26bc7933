const code = location.hash.slice(1);
const state = document.getElementById('state');
const button = document.getElementById('show');

history.replaceState(null, '', location.pathname); // the code stays out of the browser's history
if (code === '') {
  state.textContent = 'This page belongs to the link of a mail: open it from there.';
  button.hidden = true;
}
button.addEventListener('click', () => {
  document.getElementById('code').textContent = code;
  state.textContent = 'This is your code. It works once, together with your password.';
  button.hidden = true;
});
