describe('a file that ends its process', () => {
  it('says something before', async () => {
    process.stdout.write('the last words\n');
    setTimeout(() => process.exit(3), 10);
    await new Promise(() => undefined);
  });
});
