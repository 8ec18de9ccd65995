// A thread that dies before it has told anything.
process.exit(3);
