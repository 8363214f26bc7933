document.querySelector('#root').textContent = 'the client runs';
