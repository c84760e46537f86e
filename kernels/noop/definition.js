export default {
  noop: {
    title: 'empty call',
    about:
      'A call that does next to nothing: the price of a crossing, and the floor under every other kernel. ' +
      'The JavaScript twin is inlined to nothing, as any small function is. ' +
      'Nothing is read or written, so a byte or an operation rate has no meaning here.',
    element: 'call',
    sizes: [1],
    quickSizes: ['1'],
    crossingsSize: 16384,
    quickCrossings: true,
    buffers: {},
    passes: [{ call: 'noop', arguments: ['first', 'count'], sum: true }],
    bytesPerElement: 0,
    operationsPerElement: 0,
  },
};
