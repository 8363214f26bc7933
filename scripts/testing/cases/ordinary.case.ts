describe('a file', () => {
  it('passes', () => undefined);
  it('fails', () => {
    throw new Error('as it should');
  });
  it.skip('is left out', () => undefined);
});
