// Loaded into the application before its own code: when the process that started it is gone, even by kill -9, it ends too.
process.once('disconnect', () => process.exit(0))
