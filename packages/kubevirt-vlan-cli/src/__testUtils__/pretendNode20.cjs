// Preloaded by a test: the process then says that it is an old Node.
Object.defineProperty(process, 'versions', {
  value: { ...process.versions, node: '20.20.2' },
});
